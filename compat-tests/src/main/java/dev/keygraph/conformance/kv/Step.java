package dev.keygraph.conformance.kv;

import dev.keygraph.kv.ScanDirection;
import java.util.SplittableRandom;

/**
 * One step of a {@link History}: a kind, and numbers whose meaning depends on the kind and on what
 * is open at that point. Any list of steps is a history, which makes shrinking easy.
 *
 * @param kind what to do
 * @param reader which of the open readers, modulo their number
 * @param key a number of a key
 * @param other a number of a second key, or of a size
 * @param seed for what else is random in the step
 */
record Step(Kind kind, int reader, int key, int other, long seed) {

  /** What a step does, with its weight among the kinds. */
  enum Kind {
    PUT(30),
    DELETE(14),
    GET(10),
    SCAN(10),
    WRITING_SCAN(4),
    CURSOR_OPEN(3),
    CURSOR_CLOSE(1),
    CURSOR_SEEK(5),
    CURSOR_SEEK_BEFORE(5),
    CURSOR_FIRST(1),
    CURSOR_LAST(1),
    CURSOR_NEXT(9),
    CURSOR_PREVIOUS(9),
    COMMIT(9),
    ROLLBACK(3),
    SNAPSHOT(4),
    CLOSE_SNAPSHOT(4),
    REOPEN(1),
    FLUSH(1),
    COMPACT(1);

    private static final int TOTAL = total();

    private final int weight;

    Kind(int weight) {
      this.weight = weight;
    }

    private static int total() {
      int total = 0;
      for (Kind kind : values()) {
        total += kind.weight;
      }
      return total;
    }

    static Kind random(SplittableRandom random) {
      int left = random.nextInt(TOTAL);
      for (Kind kind : values()) {
        left -= kind.weight;
        if (left < 0) {
          return kind;
        }
      }
      throw new AssertionError();
    }
  }

  private static final int[] ALPHABET = {0x00, 0x01, 0x7F, 0x80, 0xFF};
  private static final int SHORT_KEYS = 5 + 25 + 125;

  /** How many keys there are: few, so that they collide. */
  static final int KEYS = SHORT_KEYS + 12;

  static Step random(SplittableRandom random) {
    return new Step(
        Kind.random(random),
        random.nextInt(64),
        random.nextInt(KEYS),
        random.nextInt(KEYS),
        random.nextLong());
  }

  /** Returns the key of a number: up to three bytes of the alphabet, or a long one. */
  static byte[] keyOf(int number) {
    if (number >= SHORT_KEYS) {
      int which = number - SHORT_KEYS;
      byte[] key = Bytes.repeat(0x7F, 120 + which / 4 * 195);
      key[key.length - 1] = (byte) ALPHABET[which % 4];
      return key;
    }
    int length = number < 5 ? 1 : number < 30 ? 2 : 3;
    int rest = number < 5 ? number : number < 30 ? number - 5 : number - 30;
    byte[] key = new byte[length];
    for (int i = 0; i < length; i++) {
      key[i] = (byte) ALPHABET[rest % 5];
      rest /= 5;
    }
    return key;
  }

  /** Returns the value that this step puts; its size depends on the seed, and is mostly small. */
  static byte[] valueOf(SplittableRandom random) {
    int length =
        switch (random.nextInt(60)) {
          case 0, 1, 2, 3 -> 0;
          case 4 -> 70_000;
          case 5, 6 -> 5000;
          case 7, 8, 9 -> 300;
          default -> random.nextInt(20);
        };
    return Bytes.random(random, length);
  }

  ScanDirection direction() {
    return (seed & 1) == 0 ? ScanDirection.FORWARD : ScanDirection.BACKWARD;
  }

  @Override
  public String toString() {
    return "new Step(Kind.%s, %d, %d, %d, %dL)".formatted(kind, reader, key, other, seed);
  }
}
