package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of the {@code keygraph} command. */
@Command(
    name = "keygraph",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "A durable graph of a codebase: index class files, and ask who calls, who"
            + " implements, what depends on what.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      IndexCommand.class,
      FindCommand.class,
      CallersCommand.class,
      CalleesCommand.class,
      ImplementsCommand.class,
      BlastRadiusCommand.class,
      TraceCommand.class,
      CyclesCommand.class,
      StatsCommand.class,
      ChangesCommand.class,
      VerifyCommand.class,
      RepairCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      MigrateCommand.class,
      CompactCommand.class,
      DemoCommand.class,
      CompareCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Symbols may be given loosely: java.util.HashMap#put, HashMap.put, 'put(Object, Object)',"
          + " HMPut.",
      "Exit codes: 0 found or sound, 1 not found, damaged or only in part, 2 usage or configuration, 3 error, 4 worse than the baseline."
    })
public final class Main implements Runnable {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  Main(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    System.exit(run(Terminal.ofProcess(), args));
  }

  /**
   * Runs the command.
   *
   * @return the exit code, see {@link ExitCodes}
   */
  static int run(Terminal terminal, String... args) {
    FailureHandler failures = new FailureHandler(terminal);
    CommandLine commandLine = new CommandLine(new Main(terminal));
    commandLine
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(terminal.isInteractive())
        .setExecutionExceptionHandler(failures);
    int code = execute(commandLine, failures, args);
    terminal.out().flush();
    code = terminal.outputFailure().map(failures::handleLostOutput).orElse(code);
    terminal.err().flush();
    return code;
  }

  /** An error that came out of here would end the process with a code that means something else. */
  private static int execute(CommandLine commandLine, FailureHandler failures, String... args) {
    try {
      return commandLine.execute(args);
    } catch (Throwable failure) {
      return failures.handleError(failure, commandLine);
    }
  }

  Terminal terminal() {
    return terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
