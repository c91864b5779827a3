package dev.keygraph.bench;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.Keys;
import java.nio.ByteBuffer;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;

/** Keys of fixed width, of each shape. */
public class KeyEncodingBenchmark extends EncodingBenchmark {
  private static final int SAMPLE = 1 << 10;
  private static final int KINDS = 20;

  private final int[] nodes = new int[SAMPLE];
  private final int[] others = new int[SAMPLE];
  private final int[] kinds = new int[SAMPLE];
  private final byte[][] edgeKeys = new byte[SAMPLE][];

  @Override
  void open() {
    Random random = new Random(1);
    for (int i = 0; i < SAMPLE; i++) {
      nodes[i] = random.nextInt(1 << 20);
      others[i] = random.nextInt(1 << 20);
      kinds[i] = 1 + random.nextInt(KINDS);
      edgeKeys[i] = Keys.edge(Keys.FORWARD, nodes[i], kinds[i], others[i]);
    }
  }

  private ByteBuffer tag(byte tag) {
    return buffer.clear().put(tag);
  }

  /** A tag and an id: N, I. */
  @Benchmark
  public long idKeygraph() {
    return seen(Keys.id(Keys.NODE, nodes[next(SAMPLE)]));
  }

  /** The same by hand. */
  @Benchmark
  public long idTwin() {
    tag(Keys.NODE).putInt(nodes[next(SAMPLE)]);
    return seen();
  }

  /** A tag and two ids: D. */
  @Benchmark
  public long idsKeygraph() {
    int place = next(SAMPLE);
    return seen(Keys.ids(Keys.DEFINITION, nodes[place], others[place]));
  }

  /** The same by hand. */
  @Benchmark
  public long idsTwin() {
    int place = next(SAMPLE);
    tag(Keys.DEFINITION).putInt(nodes[place]).putInt(others[place]);
    return seen();
  }

  /** The beginning of a node's edges of a kind: F, R. */
  @Benchmark
  public long edgesKeygraph() {
    int place = next(SAMPLE);
    return seen(Keys.edges(Keys.REVERSE, nodes[place], kinds[place]));
  }

  /** The same by hand. */
  @Benchmark
  public long edgesTwin() {
    int place = next(SAMPLE);
    tag(Keys.REVERSE).putInt(nodes[place]).put((byte) kinds[place]);
    return seen();
  }

  /** An edge: F, R. */
  @Benchmark
  public long edgeKeygraph() {
    int place = next(SAMPLE);
    return seen(Keys.edge(Keys.FORWARD, nodes[place], kinds[place], others[place]));
  }

  /** The same by hand. */
  @Benchmark
  public long edgeTwin() {
    int place = next(SAMPLE);
    tag(Keys.FORWARD).putInt(nodes[place]).put((byte) kinds[place]).putInt(others[place]);
    return seen();
  }

  /** A statement of an edge: E. */
  @Benchmark
  public long statementKeygraph() {
    int place = next(SAMPLE);
    return seen(Keys.statement(nodes[place], kinds[place], others[place], place));
  }

  /** The same by hand. */
  @Benchmark
  public long statementTwin() {
    int place = next(SAMPLE);
    tag(Keys.STATEMENT).putInt(nodes[place]).put((byte) kinds[place]);
    buffer.putInt(others[place]).putInt(place);
    return seen();
  }

  /** A node of a kind: K. */
  @Benchmark
  public long kindKeygraph() {
    int place = next(SAMPLE);
    return seen(Keys.kind(kinds[place], nodes[place]));
  }

  /** The same by hand. */
  @Benchmark
  public long kindTwin() {
    int place = next(SAMPLE);
    tag(Keys.KIND).put((byte) kinds[place]).putInt(nodes[place]);
    return seen();
  }

  /** A piece of a unit's content: U. */
  @Benchmark
  public long contentKeygraph() {
    int place = next(SAMPLE);
    return seen(Keys.content(nodes[place], kinds[place], place));
  }

  /** The same by hand. */
  @Benchmark
  public long contentTwin() {
    int place = next(SAMPLE);
    tag(Keys.CONTENT).putInt(nodes[place]).putInt(kinds[place]).putInt(place);
    return seen();
  }

  /** The first key behind a prefix. */
  @Benchmark
  public long behindKeygraph() {
    return seen(Keys.behind(edgeKeys[next(SAMPLE)]));
  }

  /** The same by hand. */
  @Benchmark
  public long behindTwin() {
    byte[] prefix = edgeKeys[next(SAMPLE)];
    int end = prefix.length;
    while (prefix[end - 1] == (byte) 0xFF) {
      end--;
    }
    buffer.clear().put(prefix, 0, end).put(end - 1, (byte) (prefix[end - 1] + 1));
    return seen();
  }

  /** The parts of an edge. */
  @Benchmark
  public long readEdgeKeygraph() {
    ByteReader in = new ByteReader(edgeKeys[next(SAMPLE)]);
    return (long) in.readByte() + in.readInt() + in.readByte() + in.readInt();
  }

  /** The same by hand. */
  @Benchmark
  public long readEdgeTwin() {
    ByteBuffer in = ByteBuffer.wrap(edgeKeys[next(SAMPLE)]);
    return (long) in.get() + in.getInt() + in.get() + in.getInt();
  }
}
