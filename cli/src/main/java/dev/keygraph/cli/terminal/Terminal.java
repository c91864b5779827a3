package dev.keygraph.cli.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a command prints to, and what can be shown there. */
public final class Terminal {
  /** Set to {@code false} by the launcher where the messages go to a file or a pipe. */
  private static final String MESSAGES_SEEN = "keygraph.messages.seen";

  private final PrintWriter out;
  private final PrintWriter err;
  private final Supplier<Optional<IOException>> outputFailure;
  private final boolean interactive;
  private final boolean messagesSeen;
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
    this(out, err, Optional::empty, interactive, interactive, unicode, environment);
  }

  private Terminal(
      PrintWriter out,
      PrintWriter err,
      Supplier<Optional<IOException>> outputFailure,
      boolean interactive,
      boolean messagesSeen,
      boolean unicode,
      Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.outputFailure = outputFailure;
    this.interactive = interactive;
    this.messagesSeen = messagesSeen;
    this.unicode = unicode;
    this.environment = environment;
  }

  /**
   * Prints to these streams.
   *
   * @param charset the encoding of both
   * @param interactive whether a person looks at it: not a file, not a pipe
   * @param environment the environment's variables
   */
  public static Terminal of(
      OutputStream out,
      OutputStream err,
      Charset charset,
      boolean interactive,
      Map<String, String> environment) {
    WatchedOutput watched = new WatchedOutput(out);
    return new Terminal(
        writer(watched, charset),
        writer(err, charset),
        watched::failure,
        interactive,
        interactive,
        charset.newEncoder().canEncode('├'),
        environment);
  }

  /** The terminal, file or pipe that this process writes to. */
  public static Terminal ofProcess() {
    Terminal terminal =
        of(
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            charset(),
            isTerminal(),
            System.getenv());
    boolean seen = !"false".equals(System.getProperty(MESSAGES_SEEN));
    return seen ? terminal : terminal.withUnseenMessages();
  }

  /** Returns the same for messages that go to a file or a pipe, where results may not. */
  public Terminal withUnseenMessages() {
    return new Terminal(out, err, outputFailure, interactive, false, unicode, environment);
  }

  /** Returns why results could not be written, if that failed. */
  public Optional<IOException> outputFailure() {
    return outputFailure.get();
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

  /** Returns whether a line among the messages can be written over. */
  boolean showsProgress() {
    return messagesSeen && isInteractive();
  }

  boolean isUnicode() {
    return unicode;
  }

  boolean isColored(ColorMode mode) {
    return mode.isColored(interactive, environment);
  }

  boolean hasColoredMessages(ColorMode mode) {
    return mode.isColored(messagesSeen, environment);
  }

  private static PrintWriter writer(OutputStream target, Charset charset) {
    return new PrintWriter(new OutputStreamWriter(target, charset));
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

  /**
   * Whether the standard input and output are one; nobody but the launcher knows of the messages.
   * Since 22 there is a console even where no terminal is; it can say so.
   */
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
