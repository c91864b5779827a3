package dev.keygraph.cli;

import picocli.CommandLine.Command;

/** {@code keygraph demo}. */
@Command(name = "demo", description = "x")
final class DemoCommand extends GraphCommand {
  @Override
  public Integer call() {
    return ExitCodes.OK;
  }
}
