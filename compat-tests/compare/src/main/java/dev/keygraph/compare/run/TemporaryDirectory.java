package dev.keygraph.compare.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A directory that is gone when it is closed, and also when the process is asked to end before. */
public final class TemporaryDirectory implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path path;
  private final Thread hook;

  private TemporaryDirectory(Path path) {
    this.path = path;
    this.hook = new Thread(this::deleteAtExit, "keygraph-remove-files");
  }

  /**
   * Creates a new directory in another one.
   *
   * @throws IOException if it cannot be created
   */
  public static TemporaryDirectory create(Path parent, String prefix) throws IOException {
    TemporaryDirectory created = new TemporaryDirectory(Files.createTempDirectory(parent, prefix));
    Runtime.getRuntime().addShutdownHook(created.hook);
    return created;
  }

  /** Returns where it is. */
  public Path path() {
    return path;
  }

  /** Whoever still writes there is being ended, too, and may make files meanwhile. */
  private void deleteAtExit() {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    boolean deleted = false;
    while (!deleted && System.nanoTime() < deadline) {
      try {
        Directories.delete(path);
        deleted = true;
      } catch (UncheckedIOException e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /**
   * Deletes it with all that is in it.
   *
   * @throws UncheckedIOException if something cannot be deleted
   */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already, and the hook deletes.
      return;
    }
    Directories.delete(path);
  }
}
