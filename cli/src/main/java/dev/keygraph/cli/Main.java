package dev.keygraph.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the {@code keygraph} command. */
@Command(name = "keygraph", mixinStandardHelpOptions = true, description = "A durable code graph.")
public final class Main implements Runnable {

  private Main() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
