package dev.keygraph.kv;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a store; the subclasses are named for what a caller can do about it. */
public class KvException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error that names the engine, the path, what happened and the way out.
   *
   * @param message for the person who reads it
   * @param cause the engine's own exception, or {@code null}
   */
  public KvException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * An error without a cause of the engine's own.
   *
   * @param message for the person who reads it
   */
  public KvException(String message) {
    this(message, null);
  }

  /**
   * Returns an error of the kind that a failure of the file system is.
   *
   * @param what the engine, the path and what could not be done; why is added
   * @param cause what the file system said
   * @return a {@link KvOutOfSpaceException} if the disk or a quota is full, otherwise a {@link
   *     KvIoException}
   */
  public static KvException ofIo(String what, IOException cause) {
    if (FullDisk.isCause(cause)) {
      return new KvOutOfSpaceException(
          what
              + ": the disk or a quota is full ("
              + cause.getMessage()
              + "); free some space, and try again",
          cause);
    }
    return new KvIoException(what + ": " + cause, cause);
  }

  /**
   * Returns an error of the kind that a failure of the file system is, where it may not say that
   * the disk is full: see {@link FullDisk#isIn}. To be asked before anything is deleted.
   *
   * @param what the engine, the path and what could not be done; why is added
   * @param cause what the file system said
   * @param directory where the failure was
   * @return as {@link #ofIo(String, IOException)}
   */
  public static KvException ofIo(String what, IOException cause, Path directory) {
    // Of a failure that has a file and a reason, nothing is unknown.
    boolean isClear = FullDisk.isCause(cause) || cause instanceof FileSystemException;
    if (isClear || !FullDisk.isIn(directory)) {
      return ofIo(what, cause);
    }
    return new KvOutOfSpaceException(
        what + ": " + cause + ", and the disk or a quota is full; free some space, and try again",
        cause);
  }
}
