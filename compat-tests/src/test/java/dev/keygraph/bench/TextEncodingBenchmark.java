package dev.keygraph.bench;

import dev.keygraph.encoding.KeyText;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.TextBytes;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;

/** Texts, and keys that hold them. */
public class TextEncodingBenchmark extends EncodingBenchmark {
  private static final int SAMPLE = 1 << 10;

  private final String[] symbols = new String[SAMPLE];
  private final String[] withZeros = new String[SAMPLE];
  private final byte[][] textKeys = new byte[SAMPLE][];

  @Override
  void open() {
    for (int i = 0; i < SAMPLE; i++) {
      symbols[i] = "java/util/concurrent/Type" + i + "#method(Ljava/lang/Object;I)V";
      withZeros[i] = "java/util\0Type" + i + "#method\0";
      textKeys[i] = Samples.key(symbols[i]);
    }
  }

  /** Something about the store: M. */
  @Benchmark
  public long metaKeygraph() {
    return seen(Keys.meta(symbols[next(SAMPLE)]));
  }

  /** The same by hand. */
  @Benchmark
  public long metaTwin() {
    buffer.clear().put(Keys.META).put(symbols[next(SAMPLE)].getBytes(StandardCharsets.UTF_8));
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
    buffer.clear().put(Keys.SYMBOL);
    putText(symbols[next(SAMPLE)]);
    return seen();
  }

  /** A text and a node: A, C. */
  @Benchmark
  public long textAndNodeKeygraph() {
    int place = next(SAMPLE);
    return seen(Keys.textAndNode(Keys.NAME, TextBytes.encode(symbols[place]), place));
  }

  /** The same by hand. */
  @Benchmark
  public long textAndNodeTwin() {
    int place = next(SAMPLE);
    buffer.clear().put(Keys.NAME);
    putText(symbols[place]);
    buffer.putInt(place);
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
    buffer.clear().put(Keys.SYMBOL);
    putText(withZeros[next(SAMPLE)]);
    return seen();
  }

  private void putText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        buffer.put(bytes, start, i + 1 - start).put((byte) 0xFF);
        start = i + 1;
      }
    }
    buffer.put(bytes, start, bytes.length - start).putShort((short) 0);
  }

  /** The text of a key. */
  @Benchmark
  public long readTextKeygraph() {
    return kept(KeyText.read(textKeys[next(SAMPLE)], Keys.TEXT_OFFSET)).length();
  }

  /** The same by hand, as if no text had zeros. */
  @Benchmark
  public long readTextTwin() {
    byte[] key = textKeys[next(SAMPLE)];
    int end = Keys.TEXT_OFFSET;
    while (key[end] != 0) {
      end++;
    }
    int length = end - Keys.TEXT_OFFSET;
    return kept(new String(key, Keys.TEXT_OFFSET, length, StandardCharsets.UTF_8)).length();
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
    return kept(TextBytes.decode(key, 1, key.length - 3)).length();
  }

  /** The same by hand, as if no text had unpaired surrogates. */
  @Benchmark
  public long decodeTextTwin() {
    byte[] key = textKeys[next(SAMPLE)];
    return kept(new String(key, 1, key.length - 3, StandardCharsets.UTF_8)).length();
  }
}
