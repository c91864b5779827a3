package dev.keygraph.cli;

import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Terminal;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.kv.KvException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A command that works on a graph. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class GraphCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Mixin private CommonOptions options;

  CommonOptions options() {
    return options;
  }

  Terminal terminal() {
    return main.terminal();
  }

  Printer printer() {
    return new Printer(terminal(), options.color());
  }

  boolean json() {
    return options.json();
  }

  void document(Json.Content content) {
    Json.document(terminal().out(), content);
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
