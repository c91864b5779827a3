package dev.keygraph.conformance.graph;

import java.util.Random;

/** Numbers that bytes choose; they count up when there are no more, so that no loop waits. */
final class ByteRandom extends Random {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialized
  private final byte[] bytes;

  private int at;

  ByteRandom(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  protected int next(int bits) {
    return nextInt(1 << Math.min(bits, 8));
  }

  @Override
  public boolean nextBoolean() {
    return nextInt(2) == 1;
  }

  @Override
  public int nextInt(int bound) {
    int number = 0;
    for (int range = 1; range < bound && range > 0; range <<= 8) {
      int next = at < bytes.length ? bytes[at] & 0xFF : at & 0xFF;
      at++;
      number = number << 8 | next;
    }
    return Math.floorMod(number, bound);
  }
}
