package dev.keygraph.cli.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;

/** Where a command prints to, and what can be shown there. */
public final class Terminal {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean interactive;
  private final boolean unicode;
  private final Map<String, String> environment;

  /**
   * Prints to these writers.
   *
   * @param interactive whether a person looks at it: not a file, not a pipe
   * @param unicode whether lines can be drawn with box characters
   * @param environment the environment's variables
   */
  public Terminal(
      PrintWriter out,
      PrintWriter err,
      boolean interactive,
      boolean unicode,
      Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.interactive = interactive;
    this.unicode = unicode;
    this.environment = environment;
  }

  /** The terminal, file or pipe that this process writes to. */
  public static Terminal ofProcess() {
    Charset charset = charset();
    return new Terminal(
        writer(FileDescriptor.out, charset),
        writer(FileDescriptor.err, charset),
        isTerminal(),
        charset.newEncoder().canEncode('├'),
        System.getenv());
  }

  /** Returns where results go. */
  public PrintWriter out() {
    return out;
  }

  /** Returns where messages go. */
  public PrintWriter err() {
    return err;
  }

  /** Returns whether a person looks at it, and the terminal can go back in a line. */
  public boolean isInteractive() {
    return interactive && !"dumb".equals(environment.get("TERM"));
  }

  boolean isUnicode() {
    return unicode;
  }

  boolean isColored(ColorMode mode) {
    return mode.isColored(interactive, environment);
  }

  private static PrintWriter writer(FileDescriptor descriptor, Charset charset) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset));
  }

  private static Charset charset() {
    for (String property : new String[] {"stdout.encoding", "native.encoding"}) {
      String name = System.getProperty(property);
      if (name != null && Charset.isSupported(name)) {
        return Charset.forName(name);
      }
    }
    return Charset.defaultCharset();
  }

  /** Since 22 there is a console even where no terminal is; it can say so. */
  @SuppressWarnings("SystemConsoleNull") // below 22, null is what says it
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
