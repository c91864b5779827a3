package dev.keygraph.bench;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.KeyText;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.TextBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Keys of each shape, written and read. The twin puts into one buffer again and again; ours returns
 * an array.
 */
public class KeyEncodingBenchmark extends MicroBenchmark {
  private static final int SAMPLE = 1 << 10;
  private static final int KINDS = 20;

  private final int[] nodes = new int[SAMPLE];
  private final int[] others = new int[SAMPLE];
  private final int[] kinds = new int[SAMPLE];
  private final String[] symbols = new String[SAMPLE];
  private final String[] withZeros = new String[SAMPLE];
  private final byte[][] edgeKeys = new byte[SAMPLE][];
  private final byte[][] textKeys = new byte[SAMPLE][];
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 10);

  @Override
  void open() {
    Random random = new Random(1);
    for (int i = 0; i < SAMPLE; i++) {
      nodes[i] = random.nextInt(1 << 20);
      others[i] = random.nextInt(1 << 20);
      kinds[i] = 1 + random.nextInt(KINDS);
      symbols[i] = "java/util/concurrent/Type" + nodes[i] + "#method(Ljava/lang/Object;I)V";
      withZeros[i] = "java/util\0Type" + nodes[i] + "#method\0";
      edgeKeys[i] = Keys.edge(Keys.FORWARD, nodes[i], kinds[i], others[i]);
      textKeys[i] = Samples.key(symbols[i]);
    }
  }

  @Override
  void close() {
    // Nothing is open.
  }

  /** Looks at the last byte and the length, and so has the key written. */
  private static long seen(byte[] key) {
    return 31 * key.length + key[key.length - 1];
  }

  private long seen() {
    int length = buffer.position();
    return 31 * length + buffer.get(length - 1);
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

  /** Something about the store: M. */
  @Benchmark
  public long metaKeygraph() {
    return seen(Keys.meta(symbols[next(SAMPLE)]));
  }

  /** The same by hand. */
  @Benchmark
  public long metaTwin() {
    tag(Keys.META).put(symbols[next(SAMPLE)].getBytes(StandardCharsets.UTF_8));
    return seen();
  }

  /** A text: S, P. */
  @Benchmark
  public long textKeygraph() {
    return seen(Keys.text(Keys.SYMBOL, TextBytes.encode(symbols[next(SAMPLE)])));
  }

  /** The same by hand. */
  @Benchmark
  public long textTwin() {
    tag(Keys.SYMBOL);
    putText(symbols[next(SAMPLE)]);
    return seen();
  }

  /** A text and a node: A, C. */
  @Benchmark
  public long textAndNodeKeygraph() {
    int place = next(SAMPLE);
    return seen(Keys.textAndNode(Keys.NAME, TextBytes.encode(symbols[place]), nodes[place]));
  }

  /** The same by hand. */
  @Benchmark
  public long textAndNodeTwin() {
    int place = next(SAMPLE);
    tag(Keys.NAME);
    putText(symbols[place]);
    buffer.putInt(nodes[place]);
    return seen();
  }

  /** A text with zeros, which are escaped. */
  @Benchmark
  public long escapedTextKeygraph() {
    return seen(Keys.text(Keys.SYMBOL, TextBytes.encode(withZeros[next(SAMPLE)])));
  }

  /** The same by hand. */
  @Benchmark
  public long escapedTextTwin() {
    tag(Keys.SYMBOL);
    putText(withZeros[next(SAMPLE)]);
    return seen();
  }

  private void putText(String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      buffer.put(b);
      if (b == 0) {
        buffer.put((byte) 0xFF);
      }
    }
    buffer.putShort((short) 0);
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
    return in.readByte() + in.readInt() + in.readByte() + in.readInt();
  }

  /** The same by hand. */
  @Benchmark
  public long readEdgeTwin() {
    ByteBuffer in = ByteBuffer.wrap(edgeKeys[next(SAMPLE)]);
    return in.get() + in.getInt() + in.get() + in.getInt();
  }

  /** The text of a key. */
  @Benchmark
  public long readTextKeygraph() {
    return KeyText.read(textKeys[next(SAMPLE)], Keys.TEXT_OFFSET).length();
  }

  /** The same by hand. */
  @Benchmark
  public long readTextTwin() {
    byte[] key = textKeys[next(SAMPLE)];
    byte[] text = buffer.array();
    int length = 0;
    for (int i = Keys.TEXT_OFFSET; key[i] != 0 || key[i + 1] == (byte) 0xFF; i++) {
      text[length++] = key[i];
      if (key[i] == 0) {
        i++;
      }
    }
    return new String(text, 0, length, StandardCharsets.UTF_8).length();
  }

  /** The bytes of a text. */
  @Benchmark
  public long encodeTextKeygraph() {
    return seen(TextBytes.encode(symbols[next(SAMPLE)]));
  }

  /** The same by hand, as if no text had unpaired surrogates. */
  @Benchmark
  public long encodeTextTwin() {
    return seen(symbols[next(SAMPLE)].getBytes(StandardCharsets.UTF_8));
  }

  /** The text of bytes. */
  @Benchmark
  public long decodeTextKeygraph() {
    byte[] key = textKeys[next(SAMPLE)];
    return TextBytes.decode(key, 1, key.length - 3).length();
  }

  /** The same by hand, as if no text had unpaired surrogates. */
  @Benchmark
  public long decodeTextTwin() {
    byte[] key = textKeys[next(SAMPLE)];
    return new String(key, 1, key.length - 3, StandardCharsets.UTF_8).length();
  }
}
