package dev.keygraph.cli.terminal;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A line among the messages that says how far a long task is, and is written over again and again.
 * Where nobody looks at a terminal, nothing is printed. For one thread.
 */
public final class ProgressLine implements AutoCloseable {
  private static final long INTERVAL_NANOS = 100_000_000;
  private static final int BAR_COLUMNS = 24;
  private static final String CLEAR = "\r\u001b[K";

  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private String task = "";
  private long taskStart;
  private long lastShown;
  private boolean shown;

  /** A line that is not shown yet. */
  public ProgressLine(Terminal terminal) {
    this(terminal, System::nanoTime);
  }

  ProgressLine(Terminal terminal, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    lastShown = nanoTime.getAsLong() - INTERVAL_NANOS;
  }

  /**
   * Says how far a task is; ten times a second is as often as it is shown.
   *
   * @param name the task; another one than before begins to count its speed anew
   * @param done how much is done
   * @param total how much there is, or -1 where that is not known
   * @param unit what is counted
   */
  public void update(String name, long done, long total, String unit) {
    long now = nanoTime.getAsLong();
    if (!name.equals(task)) {
      task = name;
      taskStart = now;
    }
    if (terminal.showsProgress() && now - lastShown >= INTERVAL_NANOS) {
      lastShown = now;
      show(done, total, unit, (now - taskStart) / 1e9);
    }
  }

  /** Takes the line away, so that something else can be printed. */
  public void clear() {
    if (shown) {
      terminal.err().print(CLEAR);
      terminal.err().flush();
      shown = false;
    }
  }

  @Override
  public void close() {
    clear();
  }

  private void show(long done, long total, String unit, double seconds) {
    StringBuilder line = new StringBuilder(CLEAR).append(task).append("  ");
    if (total > 0) {
      double part = Math.min(1, (double) done / total);
      int full = (int) (part * BAR_COLUMNS);
      line.append(bar(full)).append(String.format(Locale.ROOT, " %3.0f%%  ", 100 * part));
    }
    line.append(Numbers.count(done)).append(' ').append(unit);
    if (seconds > 0.5) {
      line.append("  ").append(Numbers.count((long) (done / seconds))).append("/s");
    }
    terminal.err().print(line);
    terminal.err().flush();
    shown = true;
  }

  private String bar(int full) {
    return terminal.isUnicode()
        ? "█".repeat(full) + "░".repeat(BAR_COLUMNS - full)
        : "[" + "#".repeat(full) + " ".repeat(BAR_COLUMNS - full) + "]";
  }
}
