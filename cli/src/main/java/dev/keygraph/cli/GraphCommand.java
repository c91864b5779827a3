package dev.keygraph.cli;

import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.kv.KvException;
import java.nio.file.Files;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;

/** A command that works on a graph. */
abstract class GraphCommand extends TerminalCommand {
  @Mixin private GraphOptions options;

  GraphOptions options() {
    return options;
  }

  /**
   * Opens the store, which exists, and asks.
   *
   * @param question returns the exit code
   */
  int ask(ToIntFunction<GraphSnapshot> question) {
    try (Graph graph = openExisting();
        GraphSnapshot snapshot = graph.snapshot()) {
      return question.applyAsInt(snapshot);
    }
  }

  /** Opens the store for reading. */
  Graph openExisting() {
    Settings settings = options.settings(true);
    if (!Files.isDirectory(settings.directory())) {
      throw new KvException(
          "there is no store in "
              + settings.directory()
              + "; make one with: keygraph index PATH, or name another one with --store");
    }
    return KeyGraph.open(settings);
  }
}
