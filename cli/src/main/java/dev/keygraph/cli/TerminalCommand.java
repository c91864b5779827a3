package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A command that prints. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class TerminalCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Mixin private OutputOptions output;

  OutputOptions output() {
    return output;
  }

  Terminal terminal() {
    return main.terminal();
  }

  Printer printer() {
    return new Printer(terminal(), output.color());
  }

  boolean json() {
    return output.json();
  }

  void document(Json.Content content) {
    Json.document(terminal().out(), content);
  }
}
