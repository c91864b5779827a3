package dev.keygraph.engine.rocks;

import dev.keygraph.kv.FullDisk;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.KvOutOfSpaceException;
import dev.keygraph.kv.KvReadOnlyException;
import dev.keygraph.kv.KvWrongFormatException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** The table from RocksDB's status codes to exceptions. */
final class RocksErrors {
  private final Path directory;

  RocksErrors(Path directory) {
    this.directory = directory;
  }

  /**
   * Turns what a native call threw into the exception to throw.
   *
   * @param doing what failed, such as "commit"
   */
  KvException translate(String doing, RocksDBException failure) {
    String what = "RocksDB store " + directory + ": " + doing + " failed: ";
    Status status = failure.getStatus();
    if (status == null) {
      return new KvIoException(what + failure.getMessage(), failure);
    }
    if (status.getSubCode() == Status.SubCode.NoSpace) {
      return full(what, failure);
    }
    if (status.getCode() == Status.Code.IOError && FullDisk.isIn(directory)) {
      return full(what, failure);
    }
    String state = String.valueOf(status.getState());
    return switch (status.getCode()) {
      case Corruption ->
          new KvCorruptedException(what + state + "; restore a backup, or index again", failure);
      // The lock has no code of its own.
      case IOError ->
          state.contains("While lock file") || state.startsWith("lock ")
              ? new KvLockedException(
                  what + "it is open already, here or in another process; close it there first",
                  failure)
              : new KvIoException(what + state, failure);
      case NotSupported ->
          state.contains("read only")
              ? new KvReadOnlyException(what + "it was opened read-only", failure)
              : new KvWrongFormatException(what + state, failure);
      // A check of the options that could not read the files says so in words.
      case InvalidArgument ->
          state.contains("IO error")
              ? new KvIoException(what + state, failure)
              : new KvWrongFormatException(what + state, failure);
      default -> new KvIoException(what + failure.getMessage(), failure);
    };
  }

  private static KvException full(String what, RocksDBException failure) {
    return new KvOutOfSpaceException(
        what + "the disk or a quota is full; free space, and open the store again", failure);
  }
}
