package dev.keygraph.cli;

import dev.keygraph.cli.index.IndexListener;
import dev.keygraph.cli.index.Skipped;
import dev.keygraph.cli.terminal.ProgressLine;
import dev.keygraph.cli.terminal.Terminal;
import dev.keygraph.graph.ImportProgress;
import java.util.function.Consumer;

/** Shows how far an indexing run is. */
final class IndexProgress implements IndexListener, AutoCloseable {
  private final ProgressLine line;
  private final Consumer<Skipped> reporter;

  /**
   * Shows progress on a terminal.
   *
   * @param reporter reports what is left out
   */
  IndexProgress(Terminal terminal, Consumer<Skipped> reporter) {
    this.line = new ProgressLine(terminal);
    this.reporter = reporter;
  }

  @Override
  public void skipped(Skipped skipped) {
    line.clear();
    reporter.accept(skipped);
  }

  @Override
  public void looked(long classFiles) {
    line.update("reading", classFiles, -1, "units");
  }

  @Override
  public void storing(ImportProgress.Phase phase, long done, long total) {
    switch (phase) {
      case UNITS -> {
        // The units are counted when they are read, unchanged ones too.
      }
      case SORT -> line.update("sorting", done, total, "entries");
      case LOAD -> line.update("loading", done, total, "entries");
      case VERIFY -> line.update("verifying", done, total, "entries");
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
