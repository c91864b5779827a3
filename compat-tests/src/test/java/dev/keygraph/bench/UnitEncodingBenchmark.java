package dev.keygraph.bench;

import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.store.Values;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/** The content of small units. */
public class UnitEncodingBenchmark extends EncodingBenchmark {
  private static final int SAMPLE = 64;

  private final List<UnitContent> units = TinyGraph.units(SAMPLE);
  private final List<List<byte[]>> contents = new ArrayList<>();
  private final UnitTwin twin = new UnitTwin();

  @Override
  void open() {
    for (UnitContent unit : units) {
      contents.add(Values.unit(unit));
    }
  }

  /** A unit's content. */
  @Benchmark
  public long unitKeygraph(Entries entries) {
    UnitContent unit = units.get(next(SAMPLE));
    entries.add(unit.definitionCount() + unit.edgeCount());
    long answer = 0;
    for (byte[] chunk : kept(Values.unit(unit))) {
      answer = 31 * answer + Seen.toInt(chunk, 0);
    }
    return answer;
  }

  /** The same by hand. */
  @Benchmark
  public long unitTwin(Entries entries) {
    UnitContent unit = units.get(next(SAMPLE));
    entries.add(unit.definitionCount() + unit.edgeCount());
    return twin.put(unit);
  }

  /** Reads a unit's content. */
  @Benchmark
  public long readUnitKeygraph(Entries entries) {
    int place = next(SAMPLE);
    UnitContent unit = kept(Values.unit(units.get(place).path(), contents.get(place)));
    entries.add(unit.definitionCount() + unit.edgeCount());
    return symbolsOf(unit);
  }

  /** The same by hand. */
  @Benchmark
  public long readUnitTwin(Entries entries) {
    int place = next(SAMPLE);
    UnitContent unit = kept(UnitTwin.get(units.get(place).path(), contents.get(place).get(0)));
    entries.add(unit.definitionCount() + unit.edgeCount());
    return symbolsOf(unit);
  }

  private static long symbolsOf(UnitContent unit) {
    return 31L * unit.symbolCount() + TextBytes.encode(unit.edgeTo(0)).length;
  }
}
