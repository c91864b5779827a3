package dev.keygraph.cli;

import dev.keygraph.cli.symbol.TimeLimit;
import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long a command may ask. */
final class TimeoutOption {
  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "End after such a time, as 500ms or 2s, with what was found until then (default: never).")
  private @Nullable Duration timeout;

  private @Nullable TimeLimit limit;

  /** Returns the limit, which begins with the first call. */
  TimeLimit limit() {
    if (limit == null) {
      limit = new TimeLimit(timeout);
    }
    return limit;
  }

  /** Returns the time that there is, for messages. */
  String text() {
    return timeout == null ? "any time" : Numbers.givenDuration(timeout);
  }

  /** Says that the time was over, if it was. */
  void print(Printer printer) {
    if (limit().isOver()) {
      printer.line(
          Text.of("  … ended after " + text() + " (--timeout): there may be more", Style.YELLOW));
    }
  }

  /** Writes the same as a field. */
  void write(Json json) throws IOException {
    if (limit().isOver()) {
      json.field("ended", "timeout");
    }
  }
}
