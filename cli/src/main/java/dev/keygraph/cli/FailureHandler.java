package dev.keygraph.cli;

import dev.keygraph.ConfigurationException;
import dev.keygraph.cli.terminal.ColorMode;
import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Terminal;
import dev.keygraph.cli.terminal.Text;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what failed in a line; the stack trace is for those who ask. */
final class FailureHandler implements IExecutionExceptionHandler {
  private final Terminal terminal;

  FailureHandler(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parseResult) {
    if (failure instanceof ParameterException usage) {
      return handleUsage(usage);
    }
    return report(failure, commandLine.getCommand());
  }

  /** Says what failed where picocli does not ask: it leaves errors of the JVM alone. */
  int handleError(Throwable failure, CommandLine main) {
    ParseResult parsed = main.getParseResult();
    while (parsed != null && parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return report(failure, parsed == null ? null : parsed.commandSpec().userObject());
  }

  /** Says that results are missing. */
  int handleLostOutput(IOException failure) {
    say("the output could not be written: " + FailureText.of(failure), ColorMode.AUTO);
    return ExitCodes.ERROR;
  }

  private int report(Throwable failure, @Nullable Object failed) {
    OutputOptions options =
        failed instanceof TerminalCommand command ? command.output() : new OutputOptions();
    String message = FailureText.of(failure);
    if (options.json()) {
      Json.document(terminal.out(), json -> json.field("error", message));
    }
    say(message, options.color());
    if (options.debug()) {
      failure.printStackTrace(terminal.err());
    }
    return failure instanceof ConfigurationException ? ExitCodes.USAGE : ExitCodes.ERROR;
  }

  private int handleUsage(ParameterException failure) {
    say(FailureText.of(failure), ColorMode.AUTO);
    return ExitCodes.USAGE;
  }

  private void say(String message, ColorMode color) {
    Printer printer = new Printer(terminal, color);
    message.lines().forEach(line -> printer.message(Text.of("keygraph: ", Style.RED).plus(line)));
  }
}
