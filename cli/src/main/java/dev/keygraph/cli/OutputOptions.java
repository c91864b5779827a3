package dev.keygraph.cli;

import dev.keygraph.cli.terminal.ColorMode;
import picocli.CommandLine.Option;

/** How a command prints. */
final class OutputOptions {
  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto, always or never (default: ${DEFAULT-VALUE}; NO_COLOR is respected).")
  private ColorMode color = ColorMode.AUTO;

  @Option(names = "--debug", description = "Print the stack trace of an error.")
  private boolean debug;

  boolean json() {
    return json;
  }

  ColorMode color() {
    return color;
  }

  boolean debug() {
    return debug;
  }
}
