package dev.keygraph.cli;

import dev.keygraph.cli.symbol.TimeLimit;
import dev.keygraph.cli.terminal.Json;
import dev.keygraph.graph.GraphSnapshot;
import java.io.IOException;
import picocli.CommandLine.Mixin;

/** A command that asks a graph for results, within limits. */
abstract class QuestionCommand extends GraphCommand {
  @Mixin private Limit limit;

  @Mixin private TimeoutOption timeout;

  /**
   * Asks, and shows the answer.
   *
   * @return the exit code, if the time was not over before
   */
  abstract int answer(GraphSnapshot snapshot);

  @Override
  public Integer call() {
    return ask(
        snapshot -> {
          time();
          int code = answer(snapshot);
          return time().isOver() ? ExitCodes.PARTIAL : code;
        });
  }

  /** Returns how many results to show at most. */
  int limit() {
    return limit.of();
  }

  TimeLimit time() {
    return timeout.limit();
  }

  /** Returns the time that there is, for messages. */
  String timeText() {
    return timeout.text();
  }

  /** Says that the time was over, if it was. */
  void printEnd() {
    timeout.print(printer());
  }

  /** Writes the same as a field. */
  void writeEnd(Json json) throws IOException {
    timeout.write(json);
  }

  /** Says that there are more results than those that are shown, or may be. */
  void printRest(long total, long shown) {
    Results.printRest(printer(), total, shown);
    printEnd();
  }

  /** Writes the same as fields. */
  void writeCount(Json json, long total, long shown) throws IOException {
    json.field("total", total).field("complete", shown == total && !time().isOver());
    writeEnd(json);
  }
}
