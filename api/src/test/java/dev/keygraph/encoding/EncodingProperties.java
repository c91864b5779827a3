package dev.keygraph.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keygraph.graph.Texts;
import java.util.Arrays;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Encoded order is logical order, and what was written is read. */
class EncodingProperties {

  /** Any chars at all, unpaired surrogates included; many zeros, and many common beginnings. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Character> chars =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of('\0', '\u0001', 'a', 'b', '\uFFFF')),
            Tuple.of(2, Arbitraries.chars().range('\uD7FE', '\uE001')),
            Tuple.of(1, Arbitraries.chars().all()));
    Arbitrary<String> tails =
        chars
            .list()
            .ofMaxSize(6)
            .map(list -> list.stream().map(String::valueOf).collect(Collectors.joining()));
    Arbitrary<String> heads = Arbitraries.of("", "", "\0\0", "ab", "é\uD83D\uDE00");
    return heads.flatMap(head -> tails.map(tail -> head + tail));
  }

  /** Texts around the length at which keys cut them. */
  @Provide
  Arbitrary<String> longTexts() {
    return texts()
        .flatMap(
            tail ->
                Arbitraries.integers()
                    .between(KeyText.MAX_BYTES - 12, KeyText.MAX_BYTES + 3)
                    .map(length -> "x".repeat(length) + tail));
  }

  private static byte[] keyOf(String text, int id) {
    return Keys.textAndNode(Keys.NAME, TextBytes.encode(text), id);
  }

  @Property
  void textsComeBack(@ForAll("texts") String text) {
    byte[] bytes = TextBytes.encode(text);
    assertThat(TextBytes.decode(bytes, 0, bytes.length)).isEqualTo(text);
    assertThat(bytes).hasSize((int) Texts.utf8Length(text));
    byte[] key = keyOf(text, 7);
    assertThat(KeyText.read(key, Keys.TEXT_OFFSET)).isEqualTo(text);
    assertThat(KeyText.end(key, Keys.TEXT_OFFSET)).isEqualTo(key.length - Integer.BYTES);
    assertThat(KeyText.isCut(key, Keys.TEXT_OFFSET)).isFalse();
  }

  @Property
  void keysAreOrderedAsTextsThenIds(
      @ForAll("texts") String a, @ForAll("texts") String b, @ForAll int x, @ForAll int y) {
    int texts = Integer.signum(Texts.compare(a, b));
    assertThat(Integer.signum(Arrays.compareUnsigned(TextBytes.encode(a), TextBytes.encode(b))))
        .isEqualTo(texts);
    int keys = Integer.signum(Arrays.compareUnsigned(keyOf(a, x), keyOf(b, y)));
    assertThat(keys).isEqualTo(texts != 0 ? texts : Integer.compareUnsigned(x, y));
  }

  @Property
  void textsAreComparedByCodePoints(@ForAll("texts") String a, @ForAll("texts") String b) {
    assertThat(Integer.signum(Texts.compare(a, b)))
        .isEqualTo(
            Integer.signum(Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray())));
  }

  @Property
  void longTextsStayExactAndShort(@ForAll("longTexts") String a, @ForAll("longTexts") String b) {
    byte[] first = keyOf(a, 1);
    byte[] second = keyOf(b, 1);
    assertThat(Arrays.equals(first, second)).isEqualTo(a.equals(b));
    assertThat(first).hasSizeLessThanOrEqualTo(511);
    assertThat(KeyText.end(first, Keys.TEXT_OFFSET)).isEqualTo(first.length - Integer.BYTES);
    if (KeyText.isCut(first, Keys.TEXT_OFFSET)) {
      assertThatExceptionOfType(MalformedBytesException.class)
          .isThrownBy(() -> KeyText.read(first, Keys.TEXT_OFFSET));
    } else {
      assertThat(KeyText.read(first, Keys.TEXT_OFFSET)).isEqualTo(a);
    }
  }

  @Property
  void aPrefixBeginsTheKeysOfItsTextsAndOfNoOther(
      @ForAll("texts") String prefix, @ForAll("texts") String text) {
    ByteWriter key = new ByteWriter(16);
    assertThat(KeyText.writePrefix(key, TextBytes.encode(prefix))).isTrue();
    byte[] written = key.toByteArray();
    ByteWriter whole = new ByteWriter(16);
    KeyText.write(whole, TextBytes.encode(text));
    byte[] bytes = whole.toByteArray();
    boolean begins =
        bytes.length >= written.length
            && Arrays.equals(bytes, 0, written.length, written, 0, written.length);
    int[] points = text.codePoints().toArray();
    int[] first = prefix.codePoints().toArray();
    assertThat(begins)
        .isEqualTo(
            points.length >= first.length
                && Arrays.equals(points, 0, first.length, first, 0, first.length));
  }

  @Property
  void edgesAreOrderedByNodeKindAndNode(
      @ForAll int a,
      @ForAll byte kind,
      @ForAll int b,
      @ForAll int c,
      @ForAll byte other,
      @ForAll int d) {
    int expected = Integer.compareUnsigned(a, c);
    if (expected == 0) {
      expected = Integer.compare(kind & 0xFF, other & 0xFF);
    }
    if (expected == 0) {
      expected = Integer.compareUnsigned(b, d);
    }
    byte[] first = Keys.edge(Keys.FORWARD, a, kind, b);
    byte[] second = Keys.edge(Keys.FORWARD, c, other, d);
    assertThat(Integer.signum(Arrays.compareUnsigned(first, second))).isEqualTo(expected);
    assertThat(Arrays.compareUnsigned(first, Keys.behind(Keys.edges(Keys.FORWARD, a, kind))))
        .isNegative();
    assertThat(Arrays.compareUnsigned(first, Keys.edges(Keys.FORWARD, a, kind))).isPositive();
  }

  @Property
  void numbersComeBack(@ForAll long value, @ForAll int small, @ForAll("texts") String text) {
    ByteWriter out = new ByteWriter(0);
    out.writeVarint(value);
    out.writeLong(value);
    out.writeInt(small);
    out.writeText(text);
    out.writeByte(small);
    ByteReader in = new ByteReader(out.toByteArray());
    assertThat(in.readVarint()).isEqualTo(value);
    assertThat(in.readLong()).isEqualTo(value);
    assertThat(in.readInt()).isEqualTo(small);
    assertThat(in.readText()).isEqualTo(text);
    assertThat(in.readByte()).isEqualTo(small & 0xFF);
    assertThat(in.remaining()).isZero();
  }

  @Property
  void whateverTheBytesAreReadingStaysWithinThem(@ForAll byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    try {
      while (in.remaining() > 0) {
        in.readText();
        in.readVarint();
        in.readVarint(100);
      }
      KeyText.end(bytes, 0);
      KeyText.read(bytes, 0);
    } catch (MalformedBytesException expected) {
      assertThat(expected).hasMessageContaining(" ");
    }
  }
}
