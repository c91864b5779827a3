package dev.keygraph.engine.xodus;

import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvReadOnlyException;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.file.Path;
import jetbrains.exodus.io.FileDataReader;
import jetbrains.exodus.log.LogUtil;
import org.jspecify.annotations.Nullable;

/** What is open in a store's directory, below Xodus. */
final class XodusFiles implements AutoCloseable {
  private final DirectoryLock lock;
  private final StoreHeader header;
  private final FileDataReader reader;
  private final LogWriter writer;
  private @Nullable LogSeals seals;

  private XodusFiles(
      DirectoryLock lock, StoreHeader header, FileDataReader reader, LogWriter writer) {
    this.lock = lock;
    this.header = header;
    this.reader = reader;
    this.writer = writer;
  }

  static XodusFiles open(EngineOptions options, XodusSettings settings, XodusErrors errors) {
    Path directory = options.directory();
    boolean readOnly = options.readOnly();
    DirectoryLock lock = DirectoryLock.acquire(directory, readOnly, settings.lockTimeout());
    StoreHeader header = null;
    try {
      header =
          options.exists() || readOnly
              ? StoreHeader.open(directory, readOnly)
              : StoreHeader.openOrCreate(directory, settings.fileSize());
      FileDataReader reader = new FileDataReader(directory.toFile());
      LogWriter writer = new LogWriter(directory, reader, header, errors, readOnly);
      if (LogUtil.listFiles(directory.toFile()).length == 0) {
        checkListable(directory);
        writer.checkNotDurable(0);
      }
      if (!readOnly && LogSeals.exist(directory)) {
        LogRecovery.recover(directory, header, writer);
      }
      return new XodusFiles(lock, header, reader, writer);
    } catch (RuntimeException | Error e) {
      if (header != null) {
        header.close();
      }
      lock.close();
      throw e;
    }
  }

  /** Xodus takes a directory that cannot be read for an empty one. */
  private static void checkListable(Path directory) {
    try {
      Presence.in(directory);
    } catch (IOException e) {
      throw KvException.ofIo("Xodus store " + directory + ": cannot list its files", e);
    }
  }

  /**
   * Checks that the log was opened with everything that was acknowledged as durable.
   *
   * @param address where the log ends
   */
  void checkComplete(long address) {
    writer.checkNotDurable(address);
    writer.opened();
  }

  /**
   * Seals the log from here on. All of it was synced, so that earlier seals need not be kept.
   *
   * @param address where the log ends
   */
  void beginSeals(long address) {
    header.raiseDurableAddress(address);
    header.sync();
    // There may be seals only if the header says from where on they count.
    seals = LogSeals.open(reader.getDir().toPath());
    writer.syncDirectory();
    writer.sealWith(seals, address);
  }

  /** Seals a commit that was written. */
  void sealCommit() {
    try {
      writer.sealCommit();
    } catch (IOException e) {
      throw KvException.ofIo("Xodus store " + reader.getDir() + ": cannot seal a commit", e);
    }
  }

  /** Returns whether {@link #noteDurable} should sync. */
  boolean needNote() {
    return seals != null && seals.needNote();
  }

  /** Notes that the log was synced up to an address where a commit ended. */
  void noteDurable(long address) {
    header.raiseDurableAddress(address);
    if (needNote()) {
      syncDurable(address);
    }
  }

  /** Notes the same, and has the note itself on stable storage. */
  void syncDurable(long address) {
    IOException failure = writer.failure();
    if (failure != null) {
      throw new KvIoException(
          "Xodus store " + reader.getDir() + ": an earlier write failed: " + failure, failure);
    }
    header.raiseDurableAddress(address);
    header.sync();
    if (seals != null) {
      seals.noted();
    }
  }

  /** A log that is only read cannot be recovered: refuses one with an end that nothing confirms. */
  void checkConfirmed(long address) {
    Path directory = reader.getDir().toPath();
    if (LogSeals.exist(directory) && address > LogRecovery.confirmed(directory, header)) {
      throw new KvReadOnlyException(
          "Xodus store "
              + directory
              + ": it was not closed, and must be opened for writing once to recover");
    }
  }

  StoreHeader header() {
    return header;
  }

  FileDataReader reader() {
    return reader;
  }

  LogWriter writer() {
    return writer;
  }

  @Override
  public void close() {
    try (lock) {
      try {
        writer.close();
      } finally {
        closeOthers();
      }
    } catch (RuntimeException e) {
      throw new KvIoException("Xodus store " + reader.getDir() + ": cannot be closed: " + e, e);
    }
  }

  private void closeOthers() {
    try {
      reader.close();
      header.close();
    } finally {
      if (seals != null) {
        seals.close();
      }
    }
  }
}
