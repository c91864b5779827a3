package dev.keygraph.cli.index;

/**
 * How much one class file may say. A few bytes of one can name the longest text of its constant
 * pool, or a signature of thousands of types, again and again, so that its size bounds neither the
 * memory nor the time that its statements take.
 */
final class StatementBudget {
  /** More than any compiler makes of the most bytes that a class file of 16 MiB holds. */
  private static final int MAX_STATEMENTS = 1 << 19;

  /** Texts up to this length cannot come to much: a constant pool has 65,535 entries. */
  private static final int LONG_TEXT = 1 << 10;

  private static final int MAX_LONG_TEXT = 16 << 20;

  private int statements;
  private long longText;

  /**
   * Counts a statement.
   *
   * @throws IllegalArgumentException if there are too many
   */
  void statement() {
    if (++statements > MAX_STATEMENTS) {
      throw new IllegalArgumentException("it states more than " + MAX_STATEMENTS + " things");
    }
  }

  /**
   * Counts a text, each time that it is made.
   *
   * @throws IllegalArgumentException if there is too much text
   */
  void text(String text) {
    if (text.length() > LONG_TEXT) {
      longText += text.length();
      if (longText > MAX_LONG_TEXT) {
        throw new IllegalArgumentException("its long names and signatures exceed 16 MiB");
      }
    }
  }
}
