package dev.keygraph.kv.guard;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ranges of keys, with an inclusive lower and an exclusive upper bound. */
final class Ranges {
  private Ranges() {}

  /** Returns whether no key can be in a range; {@code null} is an upper bound above all keys. */
  static boolean isEmpty(byte[] lower, byte @Nullable [] upper) {
    return upper != null && Arrays.compareUnsigned(lower, upper) >= 0;
  }
}
