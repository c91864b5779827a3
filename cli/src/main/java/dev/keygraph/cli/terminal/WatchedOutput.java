package dev.keygraph.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers the first failure of a stream, which a {@link java.io.PrintWriter} swallows. */
final class WatchedOutput extends OutputStream {
  private final OutputStream target;
  private @Nullable IOException failure;

  WatchedOutput(OutputStream target) {
    this.target = target;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      target.flush();
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  /** Returns why something could not be written; a reader that has enough is no failure. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure).filter(each -> !isClosedPipe(each));
  }

  private IOException remembered(IOException thrown) {
    if (failure == null) {
      failure = thrown;
    }
    return thrown;
  }

  /** The system's own words, "Broken pipe"; in every language they come in, the pipe is named. */
  private static boolean isClosedPipe(IOException thrown) {
    return String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }
}
