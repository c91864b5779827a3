package dev.keygraph.bench;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.store.Values;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Values of each kind, written and read. The twin puts into one buffer again and again; ours
 * returns an array.
 */
public class ValueEncodingBenchmark extends MicroBenchmark {
  private static final int SAMPLE = 64;
  private static final int NUMBERS = 256;
  private static final int NODE_HEADER = 3;

  private final List<UnitContent> units = TinyGraph.units(SAMPLE);
  private final List<List<byte[]>> contents = new ArrayList<>();
  private final String[] symbols = new String[SAMPLE];
  private final byte[][] nodes = new byte[SAMPLE][];
  private final Attributes[] attributes = new Attributes[SAMPLE];
  private final byte[][] definitions = new byte[SAMPLE][];
  private final byte[][] edges = new byte[SAMPLE][];
  private final byte[][] states = new byte[SAMPLE][];
  private final long[] numbers = new long[NUMBERS];
  private final ByteWriter writer = new ByteWriter(1 << 12);
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
  private final UnitTwin twin = new UnitTwin(buffer);
  private byte[] varints = {};

  @Override
  void open() {
    Random random = new Random(1);
    for (int i = 0; i < SAMPLE; i++) {
      UnitContent unit = units.get(i);
      contents.add(Values.unit(unit));
      symbols[i] = unit.definitionSymbol(1);
      attributes[i] = unit.definitionAttributes(1);
      nodes[i] = Values.node(1, unit(i), symbols[i]);
      definitions[i] = Values.definition(1, attributes[i]);
      edges[i] = Values.edge(unit(i));
      states[i] = Values.state(i, i, i, i);
    }
    for (int i = 0; i < NUMBERS; i++) {
      numbers[i] = random.nextLong() >>> random.nextInt(Long.SIZE);
      writer.writeVarint(numbers[i]);
    }
    varints = writer.toByteArray();
  }

  @Override
  void close() {
    // Nothing is open.
  }

  /** A unit's id that takes two bytes. */
  private static int unit(int place) {
    return 1 << 10 | place;
  }

  private static long seen(byte[] value) {
    return 31 * value.length + value[value.length - 1];
  }

  private long seen() {
    int length = buffer.position();
    return 31 * length + buffer.get(length - 1);
  }

  /** Numbers of as many bytes as they need. */
  @Benchmark
  public long varintsKeygraph(Entries entries) {
    writer.clear();
    for (long number : numbers) {
      writer.writeVarint(number);
    }
    entries.add(NUMBERS);
    return writer.length();
  }

  /** The same by hand. */
  @Benchmark
  public long varintsTwin(Entries entries) {
    buffer.clear();
    for (long number : numbers) {
      UnitTwin.putVarint(buffer, number);
    }
    entries.add(NUMBERS);
    return buffer.position();
  }

  /** Reads the same. */
  @Benchmark
  public long readVarintsKeygraph(Entries entries) {
    ByteReader in = new ByteReader(varints);
    long sum = 0;
    for (int i = 0; i < NUMBERS; i++) {
      sum += in.readVarint();
    }
    entries.add(NUMBERS);
    return sum;
  }

  /** The same by hand. */
  @Benchmark
  public long readVarintsTwin(Entries entries) {
    ByteBuffer in = ByteBuffer.wrap(varints);
    long sum = 0;
    for (int i = 0; i < NUMBERS; i++) {
      sum += UnitTwin.getVarint(in);
    }
    entries.add(NUMBERS);
    return sum;
  }

  /** A node. */
  @Benchmark
  public long nodeKeygraph() {
    int place = next(SAMPLE);
    return seen(Values.node(1, unit(place), symbols[place]));
  }

  /** The same by hand. */
  @Benchmark
  public long nodeTwin() {
    int place = next(SAMPLE);
    buffer.clear().put((byte) 1);
    UnitTwin.putVarint(buffer, unit(place));
    buffer.put(UnitTwin.bytes(symbols[place]));
    return seen();
  }

  /** Reads a node. */
  @Benchmark
  public long readNodeKeygraph() {
    return Values.symbolOfNode(nodes[next(SAMPLE)]).length();
  }

  /** The same by hand, by somebody who skips what is not asked for. */
  @Benchmark
  public long readNodeTwin() {
    byte[] value = nodes[next(SAMPLE)];
    return UnitTwin.text(value, NODE_HEADER, value.length - NODE_HEADER).length();
  }

  /** A definition. */
  @Benchmark
  public long definitionKeygraph() {
    return seen(Values.definition(1, attributes[next(SAMPLE)]));
  }

  /** The same by hand. */
  @Benchmark
  public long definitionTwin() {
    buffer.clear().put((byte) 1);
    twin.putAttributes(attributes[next(SAMPLE)]);
    return seen();
  }

  /** Reads a definition. */
  @Benchmark
  public long readDefinitionKeygraph() {
    return Values.attributesOfDefinition(definitions[next(SAMPLE)]).size();
  }

  /** The same by hand. */
  @Benchmark
  public long readDefinitionTwin() {
    ByteBuffer in = ByteBuffer.wrap(definitions[next(SAMPLE)]);
    in.get();
    return UnitTwin.getAttributes(in, in.limit()).size();
  }

  /** An edge. */
  @Benchmark
  public long edgeKeygraph() {
    return seen(Values.edge(unit(next(SAMPLE))));
  }

  /** The same by hand. */
  @Benchmark
  public long edgeTwin() {
    buffer.clear();
    UnitTwin.putVarint(buffer, 2L * unit(next(SAMPLE)));
    return seen();
  }

  /** Reads an edge. */
  @Benchmark
  public long readEdgeKeygraph() {
    return Values.unitOfEdge(edges[next(SAMPLE)]);
  }

  /** The same by hand. */
  @Benchmark
  public long readEdgeTwin() {
    return UnitTwin.getVarint(ByteBuffer.wrap(edges[next(SAMPLE)])) >>> 1;
  }

  /** The state of the graph. */
  @Benchmark
  public long stateKeygraph() {
    int place = next(SAMPLE);
    return seen(Values.state(place, place, place, place));
  }

  /** The same by hand. */
  @Benchmark
  public long stateTwin() {
    int place = next(SAMPLE);
    buffer.clear().putLong(place).putInt(place).putInt(place);
    buffer.putLong(place).putLong(place).putLong(place).putLong(place);
    return seen();
  }

  /** Reads the state of the graph. */
  @Benchmark
  public long readStateKeygraph() {
    return Values.versionOfState(states[next(SAMPLE)]);
  }

  /** The same by hand. */
  @Benchmark
  public long readStateTwin() {
    return ByteBuffer.wrap(states[next(SAMPLE)]).getLong();
  }

  /** A unit's content. */
  @Benchmark
  public long unitKeygraph(Entries entries) {
    UnitContent unit = units.get(next(SAMPLE));
    entries.add(unit.definitionCount() + unit.edgeCount());
    long answer = 0;
    for (byte[] chunk : Values.unit(unit)) {
      answer = 31 * answer + Seen.toInt(chunk, 0);
    }
    return answer;
  }

  /** The same by hand. */
  @Benchmark
  public long unitTwin(Entries entries) {
    UnitContent unit = units.get(next(SAMPLE));
    entries.add(unit.definitionCount() + unit.edgeCount());
    twin.put(unit);
    return buffer.getInt(0);
  }

  /** Reads a unit's content. */
  @Benchmark
  public long readUnitKeygraph(Entries entries) {
    int place = next(SAMPLE);
    UnitContent unit = Values.unit(units.get(place).path(), contents.get(place));
    entries.add(unit.definitionCount() + unit.edgeCount());
    return symbolsOf(unit);
  }

  /** The same by hand. */
  @Benchmark
  public long readUnitTwin(Entries entries) {
    int place = next(SAMPLE);
    UnitContent unit = UnitTwin.get(units.get(place).path(), contents.get(place).get(0));
    entries.add(unit.definitionCount() + unit.edgeCount());
    return symbolsOf(unit);
  }

  private static long symbolsOf(UnitContent unit) {
    return 31L * unit.symbolCount() + TextBytes.encode(unit.edgeTo(0)).length;
  }
}
