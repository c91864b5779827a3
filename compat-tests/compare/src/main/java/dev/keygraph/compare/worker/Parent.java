package dev.keygraph.compare.worker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The way back to the parent. Thread-safe. */
final class Parent {
  private static final long PROGRESS_NANOS = 100_000_000;

  private final PrintStream out;
  private long lastProgress = System.nanoTime() - PROGRESS_NANOS;

  Parent(OutputStream out) {
    this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
  }

  /** Tells something. */
  synchronized void tell(Message message) {
    out.print(MessageLines.line(message) + "\n");
    out.flush();
  }

  /** Tells how far a task is, as {@link Message.Progress}; ten times a second at most. */
  synchronized void progress(String task, long done, long total) {
    long now = System.nanoTime();
    if (now - lastProgress >= PROGRESS_NANOS) {
      lastProgress = now;
      tell(new Message.Progress(task, done, total));
    }
  }
}
