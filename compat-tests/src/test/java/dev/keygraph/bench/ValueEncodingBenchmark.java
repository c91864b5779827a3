package dev.keygraph.bench;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.store.Values;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;

/** Values of each kind but the content of units. */
public class ValueEncodingBenchmark extends EncodingBenchmark {
  private static final int SAMPLE = 64;
  private static final int NUMBERS = 256;
  private static final int NODE_HEADER = 3;

  private final String[] symbols = new String[SAMPLE];
  private final byte[][] nodes = new byte[SAMPLE][];
  private final Attributes[] attributes = new Attributes[SAMPLE];
  private final byte[][] definitions = new byte[SAMPLE][];
  private final byte[][] edges = new byte[SAMPLE][];
  private final byte[][] states = new byte[SAMPLE][];
  private final long[] numbers = new long[NUMBERS];
  private final ByteWriter writer = new ByteWriter(1 << 12);
  private byte[] varints = {};

  @Override
  void open() {
    Random random = new Random(1);
    List<UnitContent> units = TinyGraph.units(SAMPLE);
    for (int i = 0; i < SAMPLE; i++) {
      UnitContent unit = units.get(i);
      symbols[i] = unit.definitionSymbol(1);
      attributes[i] = unit.definitionAttributes(1);
      nodes[i] = Values.node(1, unit(i), symbols[i]);
      definitions[i] = Values.definition(1, attributes[i]);
      edges[i] = Values.edge(unit(i));
      states[i] = Values.state(i, i, i + 1, i);
    }
    for (int i = 0; i < NUMBERS; i++) {
      numbers[i] = random.nextLong() >>> random.nextInt(Long.SIZE);
      writer.writeVarint(numbers[i]);
    }
    varints = writer.toByteArray();
  }

  /** A unit's id that takes two bytes. */
  private static int unit(int place) {
    return 1 << 10 | place;
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
      AttributesTwin.putVarint(buffer, number);
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
      sum += AttributesTwin.getVarint(in);
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
    AttributesTwin.putVarint(buffer, unit(place));
    buffer.put(AttributesTwin.bytes(symbols[place]));
    return seen();
  }

  /** Reads a node. */
  @Benchmark
  public long readNodeKeygraph() {
    return kept(Values.symbolOfNode(nodes[next(SAMPLE)])).length();
  }

  /** The same by hand, by somebody who skips what is not asked for. */
  @Benchmark
  public long readNodeTwin() {
    byte[] value = nodes[next(SAMPLE)];
    return kept(AttributesTwin.text(value, NODE_HEADER, value.length - NODE_HEADER)).length();
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
    AttributesTwin.put(buffer, attributes[next(SAMPLE)]);
    return seen();
  }

  /** Reads a definition. */
  @Benchmark
  public long readDefinitionKeygraph() {
    return kept(Values.attributesOfDefinition(definitions[next(SAMPLE)])).size();
  }

  /** The same by hand. */
  @Benchmark
  public long readDefinitionTwin() {
    ByteBuffer in = ByteBuffer.wrap(definitions[next(SAMPLE)]);
    in.get();
    return kept(AttributesTwin.get(in, in.limit())).size();
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
    AttributesTwin.putVarint(buffer, 2L * unit(next(SAMPLE)));
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
    return AttributesTwin.getVarint(ByteBuffer.wrap(edges[next(SAMPLE)])) >>> 1;
  }

  /** The state of the graph. */
  @Benchmark
  public long stateKeygraph() {
    int place = next(SAMPLE);
    return seen(Values.state(place, place, place + 1, place));
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
}
