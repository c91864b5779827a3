package dev.keygraph.kv.guard;

/**
 * Whether a thread has stack left for what must not end half-way. Java has no way to ask: so it is
 * tried, with calls that need more than what is then called does beyond native code, of which the
 * JVM takes care itself.
 */
final class StackRoom {
  private static final int CALLS = 512;

  private StackRoom() {}

  /** Returns whether the calling thread has enough. */
  static boolean isEnough() {
    try {
      return descend(CALLS, 1, 2, 3, 4) > 0;
    } catch (StackOverflowError e) {
      return false;
    }
  }

  /** The numbers take room in each frame. */
  private static long descend(int calls, long a, long b, long c, long d) {
    return calls == 0 ? a | b | c | d : descend(calls - 1, b, c, d, a) | a;
  }
}
