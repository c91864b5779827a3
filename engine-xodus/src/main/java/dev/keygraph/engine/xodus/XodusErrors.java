package dev.keygraph.engine.xodus;

import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvOutOfSpaceException;
import dev.keygraph.kv.KvReadOnlyException;
import dev.keygraph.kv.KvUnsupportedException;
import dev.keygraph.kv.KvValueTooLargeException;
import java.io.IOException;
import java.nio.file.Path;
import jetbrains.exodus.ExodusException;
import jetbrains.exodus.OutOfDiskSpaceException;
import jetbrains.exodus.crypto.InvalidCipherParametersException;
import jetbrains.exodus.env.EnvironmentClosedException;
import jetbrains.exodus.env.ReadonlyTransactionException;
import jetbrains.exodus.env.TransactionFinishedException;
import jetbrains.exodus.io.StorageTypeNotAllowedException;
import jetbrains.exodus.log.DataCorruptionException;
import jetbrains.exodus.log.TooBigLoggableException;
import org.jspecify.annotations.Nullable;

/** The table from what Xodus throws to exceptions. */
final class XodusErrors {
  private static final String SEPARATOR = ": ";

  private final Path directory;

  XodusErrors(Path directory) {
    this.directory = directory;
  }

  /**
   * Turns what Xodus threw into the exception to throw. The first cause in the chain that the table
   * knows decides.
   *
   * @param doing what failed, such as "commit"
   */
  KvException translate(String doing, Exception failure) {
    String what = "Xodus store " + directory + ": " + doing + " failed" + SEPARATOR;
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 16; depth++) {
      KvException known = known(what, cause, failure);
      if (known != null) {
        return known;
      }
      cause = cause.getCause();
    }
    if (failure instanceof ExodusException) {
      return new KvIoException(what + failure.getMessage(), failure);
    }
    // Xodus has no checksums: what it reads from damaged pages makes it stumble in many ways.
    return corrupted(what + failure, failure);
  }

  /** An error for a store in which something that was acknowledged is missing or makes no sense. */
  KvCorruptedException corrupted(String what, @Nullable Throwable cause) {
    return new KvCorruptedException(
        what + "; the log is damaged: restore a backup, or index again", cause);
  }

  /** An error for a page that says of a key or value that it has a length that none has. */
  KvCorruptedException impossibleLength(int length) {
    return corrupted(
        "Xodus store " + directory + ": a key or value is said to have " + length + " bytes", null);
  }

  private @Nullable KvException known(String what, Throwable cause, Exception failure) {
    if (cause instanceof KvException known) {
      return known;
    }
    String message = cause.getMessage();
    if (cause instanceof OutOfDiskSpaceException) {
      return new KvOutOfSpaceException(
          what + "the disk or a quota is full; free space, and try again", failure);
    }
    if (cause instanceof TooBigLoggableException) {
      return new KvValueTooLargeException(
          what
              + "an entry is longer than a file of the log; make a new store with a larger"
              + " keygraph.engines.xodus.file-size",
          failure);
    }
    if (cause instanceof EnvironmentClosedException
        || cause instanceof TransactionFinishedException) {
      return new KvClosedException(what + "it is closed", failure);
    }
    if (cause instanceof ReadonlyTransactionException) {
      return new KvReadOnlyException(what + "the store was opened read-only", failure);
    }
    if (cause instanceof StorageTypeNotAllowedException) {
      return new KvUnsupportedException(
          what + message + "; move the directory to a local disk, or use another engine", failure);
    }
    if (cause instanceof DataCorruptionException
        || cause instanceof InvalidCipherParametersException) {
      return corrupted(what + message, failure);
    }
    if (cause instanceof ExodusException && message != null) {
      // The only way to know these: they have no classes of their own.
      if (message.startsWith("Unexpected file")
          || message.startsWith("Can't read full page")
          || message.startsWith("Can't restore meta information")) {
        return corrupted(what + message, failure);
      }
    }
    if (cause instanceof IOException e) {
      return KvException.ofIo(what.substring(0, what.length() - SEPARATOR.length()), e);
    }
    return null;
  }
}
