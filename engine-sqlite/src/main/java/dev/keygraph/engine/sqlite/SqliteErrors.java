package dev.keygraph.engine.sqlite;

import dev.keygraph.kv.FullDisk;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.KvOutOfSpaceException;
import dev.keygraph.kv.KvValueTooLargeException;
import dev.keygraph.kv.KvWrongFormatException;
import java.nio.file.Path;
import java.sql.SQLException;

/** The table from SQLite's result codes to exceptions. */
final class SqliteErrors {
  private static final int PRIMARY_CODE = 0xFF;
  private static final int PERM = 3;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int NO_MEMORY = 7;
  private static final int READ_ONLY = 8;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int PROTOCOL = 15;
  private static final int TOO_BIG = 18;
  private static final int NO_LARGE_FILES = 22;
  private static final int AUTHORISATION = 23;
  private static final int NOT_A_DATABASE = 26;

  private static final int IO = 10;

  private final Path directory;

  SqliteErrors(Path directory) {
    this.directory = directory;
  }

  /**
   * Turns what the driver threw into the exception to throw.
   *
   * @param doing what failed, such as "commit"
   */
  KvException translate(String doing, SQLException failure) {
    String what = "SQLite store " + directory + ": " + doing + " failed: ";
    return switch (failure.getErrorCode() & PRIMARY_CODE) {
      case BUSY, LOCKED, PROTOCOL ->
          new KvLockedException(
              what + "another process has the store open; close it there first", failure);
      case FULL ->
          new KvOutOfSpaceException(
              what + "the disk or a quota is full; free space, and try again", failure);
      case CORRUPT ->
          new KvCorruptedException(
              what + "the file is damaged; restore a backup, or index again", failure);
      case NOT_A_DATABASE ->
          new KvCorruptedException(
              what + "the file is not a database; restore a backup, or index again", failure);
      case TOO_BIG -> new KvValueTooLargeException(what + "a value is too long", failure);
      case READ_ONLY, CANNOT_OPEN, PERM, AUTHORISATION ->
          new KvIoException(
              what
                  + "the file cannot be opened or written ("
                  + failure.getMessage()
                  + "); check that it is there, and who owns the directory and its files",
              failure);
      case NO_MEMORY ->
          new KvIoException(
              what + "out of memory; lower keygraph.engines.sqlite.cache-size", failure);
      case NO_LARGE_FILES ->
          new KvOutOfSpaceException(
              what + "the file system takes no file that large; move the store", failure);
      case IO -> io(what, failure);
      default -> new KvIoException(what + failure.getMessage(), failure);
    };
  }

  /** SQLite tells a full disk only where it writes a database or a log. */
  private KvException io(String what, SQLException failure) {
    if (FullDisk.isIn(directory)) {
      return new KvOutOfSpaceException(
          what
              + failure.getMessage()
              + ", and the disk or a quota is full; free space, and try again",
          failure);
    }
    return new KvIoException(what + failure.getMessage(), failure);
  }

  /** The file is a database of somebody else. */
  KvWrongFormatException foreign(int applicationId) {
    return new KvWrongFormatException(
        "SQLite store %s: %s is not keygraph's (application id %d); choose another directory"
            .formatted(directory, SqliteSession.DATABASE, applicationId));
  }

  /** A later version of this engine wrote the file. */
  KvWrongFormatException newer(int format, int known) {
    return new KvWrongFormatException(
        "SQLite store %s: it has format %d, and this version knows formats up to %d; use a newer version of keygraph"
            .formatted(directory, format, known));
  }
}
