package dev.keygraph.conformance.graph;

import java.util.Random;

/** Numbers that bytes choose; zeros when there are no more. */
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
    for (int range = 1; range < bound && at < bytes.length; range <<= 8) {
      number = number << 8 | (bytes[at++] & 0xFF);
    }
    return Math.floorMod(number, bound);
  }
}
