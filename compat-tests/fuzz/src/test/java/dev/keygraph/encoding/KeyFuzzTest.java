package dev.keygraph.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.graph.Texts;
import java.util.Arrays;

/** Keys and texts: bytes that are none are one named error, and texts keep their order in keys. */
final class KeyFuzzTest {
  private static byte[] key(String text) {
    ByteWriter key = new ByteWriter(16);
    key.writeByte(Keys.SYMBOL);
    KeyText.write(key, TextBytes.encode(text));
    return key.toByteArray();
  }

  @FuzzTest
  void keyOfAnyBytes(byte[] bytes) {
    try {
      int end = KeyText.end(bytes, 0);
      assertThat(end).isBetween(2, bytes.length);
      if (!KeyText.isCut(bytes, 0)) {
        String text = KeyText.read(bytes, 0);
        byte[] again = key(text);
        if (!KeyText.isCut(again, Keys.TEXT_OFFSET)) {
          assertThat(KeyText.read(again, Keys.TEXT_OFFSET)).isEqualTo(text);
        }
      }
    } catch (MalformedBytesException e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }

  /** The two texts are the halves of the input. */
  @FuzzTest
  void orderOfTexts(byte[] bytes) {
    int half = bytes.length / 2;
    try {
      String a = TextBytes.decode(bytes, 0, half);
      String b = TextBytes.decode(bytes, half, bytes.length - half);
      byte[] encoded = TextBytes.encode(a);
      assertThat(TextBytes.decode(encoded, 0, encoded.length)).isEqualTo(a);
      byte[] first = key(a);
      byte[] second = key(b);
      assertThat(Arrays.equals(first, second)).isEqualTo(a.equals(b));
      if (!KeyText.isCut(first, Keys.TEXT_OFFSET) && !KeyText.isCut(second, Keys.TEXT_OFFSET)) {
        assertThat(Integer.signum(Arrays.compareUnsigned(first, second)))
            .isEqualTo(Integer.signum(Texts.compare(a, b)));
      }
    } catch (MalformedBytesException e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }

  @FuzzTest
  void numbersAndTexts(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    ByteWriter out = new ByteWriter(16);
    try {
      while (in.remaining() > 0) {
        long number = in.readVarint();
        out.clear();
        out.writeVarint(number);
        assertThat(new ByteReader(out.toByteArray()).readVarint()).isEqualTo(number);
        String text = in.readText();
        out.clear();
        out.writeText(text);
        assertThat(new ByteReader(out.toByteArray()).readText()).isEqualTo(text);
      }
    } catch (MalformedBytesException e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }
}
