package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a run of the command, in this process, came to. */
record CommandRun(int code, String out, String err) {

  /** Runs a command on a store, without a terminal. */
  static CommandRun on(Path store, String... arguments) {
    return on(store, false, Map.of(), arguments);
  }

  /**
   * Runs a command on a store.
   *
   * @param terminal whether there is a terminal, which has Unicode in any case
   */
  static CommandRun on(
      Path store, boolean terminal, Map<String, String> environment, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--store=" + store);
    return bare(terminal, environment, all.toArray(String[]::new));
  }

  /** Runs a command that names no store, or one that is none. */
  static CommandRun bare(boolean terminal, Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            new Terminal(new PrintWriter(out), new PrintWriter(err), terminal, true, environment),
            arguments);
    return new CommandRun(code, out.toString(), err.toString());
  }
}
