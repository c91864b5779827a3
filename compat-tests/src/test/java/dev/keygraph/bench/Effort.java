package dev.keygraph.bench;

/** How much a benchmark does: enough to measure, or as little as shows that it works. */
enum Effort {
  /** Measures. */
  FULL,
  /** Does everything, hardly ever more than once. */
  SMOKE;

  private static final int LEAST = 2;

  /** Returns how many rounds, questions or milliseconds to take where a measurement takes these. */
  int of(int amount) {
    return this == FULL ? amount : Math.min(amount, LEAST);
  }

  /** The same, of an amount that the property {@code keygraph.bench.NAME} overrides. */
  int of(String name, int amount) {
    return of(Integer.getInteger("keygraph.bench." + name, amount));
  }
}
