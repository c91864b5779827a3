package dev.keygraph.cli;

import dev.keygraph.ConfigurationException;
import dev.keygraph.cli.terminal.ColorMode;
import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Terminal;
import dev.keygraph.cli.terminal.Text;
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
    OutputOptions options =
        commandLine.getCommand() instanceof TerminalCommand command
            ? command.output()
            : new OutputOptions();
    String message = message(failure);
    if (options.json()) {
      Json.document(terminal.out(), json -> json.field("error", message));
    }
    Printer printer = new Printer(terminal, options.color());
    message.lines().forEach(line -> printer.message(Text.of("keygraph: ", Style.RED).plus(line)));
    if (options.debug()) {
      failure.printStackTrace(terminal.err());
    }
    return failure instanceof ConfigurationException ? ExitCodes.USAGE : ExitCodes.ERROR;
  }

  private int handleUsage(ParameterException failure) {
    new Printer(terminal, ColorMode.AUTO)
        .message(Text.of("keygraph: ", Style.RED).plus(message(failure)));
    return ExitCodes.USAGE;
  }

  private static String message(Exception failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getName() : message;
  }
}
