package dev.keygraph.cli;

import dev.keygraph.graph.Direction;
import picocli.CommandLine.Command;

/** {@code keygraph callers}. */
@Command(
    name = "callers",
    description = {
      "List the functions that call a function.",
      "A call counts for the type that the byte code names: with --dispatch, also for the supertypes"
          + " through which the function can be reached, and for the subtypes that inherit it."
    })
final class CallersCommand extends CallsCommand {
  @Override
  Direction direction() {
    return Direction.INCOMING;
  }
}
