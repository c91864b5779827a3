package dev.keygraph.engine.xodus;

import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.KvIoException;
import java.nio.file.Path;
import jetbrains.exodus.io.FileDataReader;
import jetbrains.exodus.log.LogUtil;

/** What is open in a store's directory, below Xodus. */
final class XodusFiles implements AutoCloseable {
  private final DirectoryLock lock;
  private final StoreHeader header;
  private final FileDataReader reader;
  private final LogWriter writer;

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
      header = StoreHeader.open(directory, readOnly, settings.fileSize());
      FileDataReader reader = new FileDataReader(directory.toFile());
      LogWriter writer = new LogWriter(directory, reader, header, errors, readOnly);
      if (LogUtil.listFiles(directory.toFile()).length == 0) {
        writer.checkNotDurable(0);
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

  /**
   * Checks that the log was opened with everything that was acknowledged as durable.
   *
   * @param address where the log ends
   */
  void checkComplete(long address) {
    writer.checkNotDurable(address);
    writer.opened();
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
    try {
      writer.close();
      reader.close();
      header.close();
    } catch (RuntimeException e) {
      throw new KvIoException("Xodus store " + reader.getDir() + ": cannot be closed: " + e, e);
    } finally {
      lock.close();
    }
  }
}
