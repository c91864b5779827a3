package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvKeyTooLargeException;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.KvValueTooLargeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The sizes that an engine accepts. */
final class SizeLimits {
  private final StoreName name;
  private final int maxKeyBytes;
  private final int maxValueBytes;

  SizeLimits(StoreName name, KvTraits traits) {
    this.name = name;
    this.maxKeyBytes = traits.maxKeyBytes();
    this.maxValueBytes = traits.maxValueBytes();
  }

  void checkKey(byte[] key) {
    checkKey(key.length);
  }

  void checkKey(int length) {
    if (length == 0 || length > maxKeyBytes) {
      throw refusedKey(length);
    }
  }

  void checkValue(int length) {
    if (length > maxValueBytes) {
      throw new KvValueTooLargeException(
          "a value of %d bytes is too long, %d are accepted: %s"
              .formatted(length, maxValueBytes, name));
    }
  }

  /** Returns whether a bound or a target of a seek is short enough for the engine. */
  boolean fits(byte @Nullable [] bound) {
    return bound == null || bound.length <= maxKeyBytes;
  }

  /**
   * Returns a bound of an acceptable length that parts the keys of acceptable length as a longer
   * one does: those up to its beginning are before it, all others behind. That is the smallest such
   * key that is greater than all that begin like it.
   *
   * @return the bound, or {@code null} if all keys are before it
   */
  byte @Nullable [] shortened(byte[] bound) {
    int length = maxKeyBytes;
    while (length > 0 && bound[length - 1] == (byte) 0xFF) {
      length--;
    }
    if (length == 0) {
      return null;
    }
    byte[] next = Arrays.copyOf(bound, length);
    next[length - 1]++;
    return next;
  }

  private KvKeyTooLargeException refusedKey(int length) {
    return new KvKeyTooLargeException(
        length == 0
            ? "a key must not be empty: " + name
            : "a key of %d bytes is too long, %d are accepted: %s"
                .formatted(length, maxKeyBytes, name));
  }
}
