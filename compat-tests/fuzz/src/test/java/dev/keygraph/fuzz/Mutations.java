package dev.keygraph.fuzz;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes other bytes of some: changed, cut off, repeated, removed. The same ones each time. */
final class Mutations {
  private static final int MAX_BYTES = 1 << 14;
  private static final byte[] TELLING = {0, 1, 0x7F, (byte) 0x80, (byte) 0xFE, (byte) 0xFF};

  private final SplittableRandom random = new SplittableRandom(7);

  byte[] of(byte[] bytes) {
    byte[] mutated = bytes.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      mutated = change(mutated);
    }
    return mutated.length > MAX_BYTES ? Arrays.copyOf(mutated, MAX_BYTES) : mutated;
  }

  private byte[] change(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int end = at + random.nextInt(Math.min(16, bytes.length - at) + 1);
    switch (random.nextInt(6)) {
      case 0 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 1 -> {
        return joined(Arrays.copyOf(bytes, at), bytes, end);
      }
      case 2 -> {
        return joined(Arrays.copyOf(bytes, end), bytes, at);
      }
      case 3 -> {
        byte[] more = new byte[1 + random.nextInt(8)];
        random.nextBytes(more);
        return joined(joined(Arrays.copyOf(bytes, at), more, 0), bytes, at);
      }
      case 4 -> Arrays.fill(bytes, at, end, TELLING[random.nextInt(TELLING.length)]);
      default -> {
        if (at < bytes.length) {
          bytes[at] = (byte) random.nextInt();
        }
      }
    }
    return bytes;
  }

  private static byte[] joined(byte[] begin, byte[] rest, int from) {
    byte[] joined = Arrays.copyOf(begin, begin.length + rest.length - from);
    System.arraycopy(rest, from, joined, begin.length, rest.length - from);
    return joined;
  }
}
