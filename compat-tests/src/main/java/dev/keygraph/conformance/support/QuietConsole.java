package dev.keygraph.conformance.support;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps what is printed until this is closed: where a thread prints whose interrupt flag is set,
 * the channel of whoever runs the tests is closed under it, and the results of all later tests are
 * lost.
 */
public final class QuietConsole implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  /** Begins to keep what is printed. */
  public QuietConsole() {
    PrintStream kept = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(kept);
    System.setErr(kept);
  }

  /** Prints what was kept; the thread's flag is not set. */
  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
    out.print(printed.toString(StandardCharsets.UTF_8));
  }
}
