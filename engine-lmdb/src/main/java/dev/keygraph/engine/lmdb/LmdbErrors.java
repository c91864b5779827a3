package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.KvOutOfSpaceException;
import dev.keygraph.kv.KvWrongFormatException;
import java.nio.file.Path;
import jnr.constants.platform.Errno;
import org.lmdbjava.LmdbNativeException;

/** The table from LMDB's result codes, and the operating system's, to exceptions. */
final class LmdbErrors {
  private static final int PAGE_NOT_FOUND = -30797;
  private static final int CORRUPTED = -30796;
  private static final int PANIC = -30795;
  private static final int VERSION_MISMATCH = -30794;
  private static final int INVALID = -30793;
  private static final int MAP_FULL = -30792;
  private static final int READERS_FULL = -30790;
  private static final int TXN_FULL = -30788;
  private static final int MAP_RESIZED = -30785;

  /** A disk with less room is full: no write that was done in part leaves more. */
  private static final long FULL_BYTES = 1 << 16;

  private final Path directory;

  LmdbErrors(Path directory) {
    this.directory = directory;
  }

  /**
   * Turns what a native call threw into the exception to throw.
   *
   * @param doing what failed, such as "commit"
   */
  KvException translate(String doing, RuntimeException failure) {
    if (failure instanceof KvException known) {
      return known;
    }
    String what = "LMDB store " + directory + ": " + doing + " failed: ";
    if (failure instanceof LmdbNativeException coded) {
      return translate(what, coded);
    }
    return new KvIoException(what + failure.getMessage(), failure);
  }

  private KvException translate(String what, LmdbNativeException failure) {
    return switch (failure.getResultCode()) {
      case MAP_FULL ->
          new KvOutOfSpaceException(
              what + "the map is full; raise keygraph.engines.lmdb.map-size and open again",
              failure);
      case TXN_FULL ->
          new KvOutOfSpaceException(
              what + "the transaction changes too many pages; write it in parts", failure);
      case READERS_FULL ->
          new KvException(
              what
                  + "all places for readers are taken; close snapshots, or raise"
                  + " keygraph.engines.lmdb.max-readers and open again",
              failure);
      case CORRUPTED, PAGE_NOT_FOUND, INVALID ->
          new KvCorruptedException(
              what + "the file is damaged; restore a backup, or index again", failure);
      case VERSION_MISMATCH ->
          new KvWrongFormatException(
              what + "another version of LMDB wrote the file, in a format of its own", failure);
      case PANIC ->
          new KvIoException(
              what + "an earlier write failed half-way; close the store and open it again",
              failure);
      case MAP_RESIZED ->
          new KvOutOfSpaceException(
              what
                  + "the file is larger than the map; raise keygraph.engines.lmdb.map-size and open"
                  + " again",
              failure);
      default -> translate(what, Errno.valueOf(failure.getResultCode()), failure);
    };
  }

  private KvException translate(String what, Errno code, LmdbNativeException failure) {
    return switch (code) {
      case ENOSPC, EDQUOT, EFBIG -> full(what, failure);
      // LMDB's word for a write that was done in part only, too, as it is where the space ends.
      case EIO ->
          directory.toFile().getUsableSpace() < FULL_BYTES
              ? full(what, failure)
              : new KvIoException(what + failure.getMessage(), failure);
      case ENOMEM ->
          new KvIoException(
              what
                  + "no address space for the map; lower keygraph.engines.lmdb.map-size, or lift the"
                  + " limit on the address space of this process",
              failure);
      case EAGAIN, EBUSY ->
          new KvLockedException(
              what + "another process has the store open; close it there first", failure);
      case EACCES, EPERM, EROFS ->
          new KvIoException(
              what + "no permission; check who owns the directory and its files", failure);
      default -> new KvIoException(what + failure.getMessage(), failure);
    };
  }

  private static KvOutOfSpaceException full(String what, LmdbNativeException failure) {
    return new KvOutOfSpaceException(
        what + "the disk or a quota is full; free space, and try again", failure);
  }
}
