package dev.keygraph.conformance.support;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps what is printed for a while: where a thread prints whose interrupt flag is set, the channel
 * of whoever runs the tests is closed under it, and the results of all later tests are lost.
 */
public final class QuietConsole {
  private QuietConsole() {}

  /**
   * Runs a task, and prints what was printed meanwhile afterwards; this thread's flag is not set.
   */
  public static void during(Runnable task) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream kept = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(kept);
    System.setErr(kept);
    try {
      task.run();
    } finally {
      System.setOut(out);
      System.setErr(err);
      out.print(printed.toString(StandardCharsets.UTF_8));
    }
  }
}
