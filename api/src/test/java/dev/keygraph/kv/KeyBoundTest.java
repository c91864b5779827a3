package dev.keygraph.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class KeyBoundTest {

  @Provide
  Arbitrary<byte[]> keys() {
    return Arbitraries.of((byte) 0, (byte) 1, (byte) 0x7F, (byte) 0x80, (byte) 0xFF)
        .array(byte[].class)
        .ofMaxSize(12);
  }

  @Property
  void agreesWithUnsignedOrder(@ForAll("keys") byte[] key, @ForAll("keys") byte[] at) {
    int order = Arrays.compareUnsigned(key, at);
    KeyBound bound = new KeyBound().set(at);
    assertThat(bound.isAbove(new ArrayView().wrap(key))).isEqualTo(order < 0);
    assertThat(bound.isAtOrBelow(new ArrayView().wrap(key))).isEqualTo(order >= 0);
    byte[] padded = new byte[key.length + 20];
    Arrays.fill(padded, (byte) 0x55);
    System.arraycopy(key, 0, padded, 3, key.length);
    assertThat(bound.isAbove(padded, 3, key.length)).isEqualTo(order < 0);
    assertThat(bound.isAtOrBelow(padded, 3, key.length)).isEqualTo(order >= 0);
  }

  @Property
  void noKeyReachesTheInfiniteBound(@ForAll("keys") byte[] key) {
    KeyBound bound = new KeyBound().set(null);
    assertThat(bound.isInfinite()).isTrue();
    assertThat(bound.isAbove(new ArrayView().wrap(key))).isTrue();
    assertThat(bound.isAtOrBelow(new ArrayView().wrap(key))).isFalse();
    assertThat(bound.isAbove(key, 0, key.length)).isTrue();
    assertThat(bound.isAtOrBelow(key, 0, key.length)).isFalse();
  }

  @Test
  void isReusable() {
    KeyBound bound = new KeyBound();
    ArrayView key = new ArrayView().wrap(new byte[] {5});
    assertThat(bound.isAtOrBelow(key)).isTrue();
    assertThat(bound.set(null).isAbove(key)).isTrue();
    assertThat(bound.set(new byte[] {5}).isAbove(key)).isFalse();
    assertThat(bound.set(new byte[] {6}).isAbove(key)).isTrue();
  }

  @Property
  void viewsCompareInKeyOrder(@ForAll("keys") byte[] a, @ForAll("keys") byte[] b) {
    ArrayView left = new ArrayView().wrap(a);
    int order = Integer.signum(Arrays.compareUnsigned(a, b));
    assertThat(Integer.signum(KvViews.compare(left, b))).isEqualTo(order);
    assertThat(Integer.signum(KvViews.compare(left, new ArrayView().wrap(b)))).isEqualTo(order);
    assertThat(KvViews.contentEquals(left, b)).isEqualTo(order == 0);
    assertThat(KvViews.startsWith(left, b))
        .isEqualTo(a.length >= b.length && Arrays.equals(a, 0, b.length, b, 0, b.length));
  }

  @Test
  void hexOfLongKeysIsCut() {
    assertThat(KvViews.hex(new byte[] {0, (byte) 0xFF})).isEqualTo("00ff");
    assertThat(KvViews.hex(new byte[100])).endsWith("… (100 bytes)").hasSizeLessThan(160);
  }
}
