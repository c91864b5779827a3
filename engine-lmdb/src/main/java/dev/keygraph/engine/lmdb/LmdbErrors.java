package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.FullDisk;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvKeyTooLargeException;
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
  private static final int TLS_FULL = -30789;
  private static final int TXN_FULL = -30788;
  private static final int CURSOR_FULL = -30787;
  private static final int PAGE_FULL = -30786;
  private static final int MAP_RESIZED = -30785;
  private static final int INCOMPATIBLE = -30784;
  private static final int BAD_READER_SLOT = -30783;
  private static final int BAD_TRANSACTION = -30782;
  private static final int BAD_VALUE_SIZE = -30781;
  private static final int BAD_DATABASE = -30780;

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
      // The last two are trees and pages that no sequence of writes leaves behind.
      case CORRUPTED, PAGE_NOT_FOUND, INVALID, CURSOR_FULL, PAGE_FULL ->
          new KvCorruptedException(
              what + "the file is damaged; restore a backup, or index again", failure);
      case VERSION_MISMATCH ->
          new KvWrongFormatException(
              what + "another version of LMDB wrote the file, in a format of its own", failure);
      case PANIC ->
          new KvIoException(
              what + "an earlier write failed half-way; close the store and open it again",
              failure);
      case INCOMPATIBLE ->
          new KvWrongFormatException(
              what + "the file's tree has other flags; something else wrote it", failure);
      case BAD_TRANSACTION ->
          new KvIoException(
              what
                  + "an earlier step of the transaction failed, so that it cannot go on; its changes"
                  + " are rolled back: write them again",
              failure);
      case BAD_READER_SLOT ->
          new KvIoException(
              what
                  + "the table of readers, lock.mdb, is damaged; close the store everywhere, delete"
                  + " that file, and open again",
              failure);
      case BAD_DATABASE ->
          new KvIoException(
              what + "the store was changed below its user; close it and open it again", failure);
      case BAD_VALUE_SIZE ->
          new KvKeyTooLargeException(
              what + "a key is empty or longer than 511 bytes; use another one", failure);
      case TLS_FULL ->
          new KvIoException(
              what + "this process has too many stores open; close some of them", failure);
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
          FullDisk.isIn(directory)
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
      case EBADF ->
          new KvIoException(
              what
                  + "its file was closed by something else in this process; close the store and open"
                  + " it again",
              failure);
      case EINVAL ->
          new KvIoException(
              what + "LMDB refused it as invalid; close the store and open it again", failure);
      case EMFILE, ENFILE ->
          new KvIoException(
              what + "too many files are open; close some, or raise the limit (ulimit -n)",
              failure);
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
