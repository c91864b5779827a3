package dev.keygraph.cli;

import dev.keygraph.cli.index.IndexListener;
import dev.keygraph.cli.index.Skipped;
import dev.keygraph.cli.terminal.ProgressLine;
import dev.keygraph.cli.terminal.Terminal;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.compare.run.ComparisonListener;
import dev.keygraph.graph.ImportProgress;
import java.util.function.Consumer;

/** Shows how far a comparison is. */
final class CompareProgress implements ComparisonListener, IndexListener, AutoCloseable {
  private final ProgressLine line;
  private final Consumer<Finding> reporter;

  /**
   * Shows progress on a terminal.
   *
   * @param reporter reports what was found
   */
  CompareProgress(Terminal terminal, Consumer<Finding> reporter) {
    this.line = new ProgressLine(terminal);
    this.reporter = reporter;
  }

  @Override
  public void progress(String task, long done, long total) {
    line.update(task, done, total, "done");
  }

  @Override
  public void found(Finding finding) {
    line.clear();
    reporter.accept(finding);
  }

  @Override
  public void skipped(Skipped skipped) {
    found(new Finding(Severity.NOTE, null, null, "skipped: " + skipped));
  }

  @Override
  public void looked(long classFiles) {
    // The comparison counts the units that it gets.
  }

  @Override
  public void storing(ImportProgress.Phase phase, long done, long total) {
    // Nothing is stored while code is read for a comparison.
  }

  @Override
  public void close() {
    line.close();
  }
}
