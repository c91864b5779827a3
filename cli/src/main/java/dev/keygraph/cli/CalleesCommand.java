package dev.keygraph.cli;

import dev.keygraph.graph.Direction;
import picocli.CommandLine.Command;

/** {@code keygraph callees}. */
@Command(
    name = "callees",
    description = {
      "List the functions that a function calls.",
      "With --dispatch, also the functions that override those, which may run in their place."
    })
final class CalleesCommand extends CallsCommand {
  @Override
  Direction direction() {
    return Direction.OUTGOING;
  }
}
