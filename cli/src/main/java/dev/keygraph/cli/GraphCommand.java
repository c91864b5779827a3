package dev.keygraph.cli;

import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.cli.terminal.ProgressLine;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
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
    return KeyGraph.open(existing(true));
  }

  /**
   * Returns the settings of a store that exists.
   *
   * @param readOnly whether the command writes nothing
   */
  Settings existing(boolean readOnly) {
    Settings settings = options.settings(readOnly);
    checkExists(
        settings, readOnly, "make one with: keygraph index PATH, or name another one with --store");
    return settings;
  }

  /**
   * Checks that there is a store.
   *
   * @param wayOut what to do if there is none
   */
  static void checkExists(Settings settings, boolean readOnly, String wayOut) {
    Path directory = settings.directory();
    // One that is only looked at may have lost what makes it a store.
    if (!Files.isDirectory(directory) || (!readOnly && KvStores.engineOf(directory).isEmpty())) {
      throw new KvException("there is no store in %s; %s".formatted(directory, wayOut));
    }
  }

  /** Runs long work that shows how far it is. */
  <T> T withProgress(Function<KvProgress, T> work) {
    try (ProgressLine line = new ProgressLine(terminal())) {
      return work.apply(line::update);
    }
  }
}
