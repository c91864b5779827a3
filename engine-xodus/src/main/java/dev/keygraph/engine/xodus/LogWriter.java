package dev.keygraph.engine.xodus;

import dev.keygraph.kv.FullDisk;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import jetbrains.exodus.ExodusException;
import jetbrains.exodus.OutOfDiskSpaceException;
import jetbrains.exodus.io.AbstractDataWriter;
import jetbrains.exodus.io.Block;
import jetbrains.exodus.io.FileDataReader;
import jetbrains.exodus.io.RemoveBlockType;
import jetbrains.exodus.log.LogUtil;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of the log, in place of Xodus's own writer, which syncs through a channel: an
 * interrupt closes that, and Xodus takes a sync that failed so for one that was done. It also stops
 * syncing the directory after the first file. A file descriptor does not know of interrupts.
 *
 * <p>Two rules hold here, whatever Xodus decides: a store that was opened read-only is not changed,
 * and what was acknowledged as durable is not cut off when a log is opened.
 */
final class LogWriter extends AbstractDataWriter {
  private final Path directory;
  private final FileDataReader reader;
  private final StoreHeader header;
  private final XodusErrors errors;
  private final boolean readOnly;
  private final LogSealer sealer;
  private @Nullable RandomAccessFile file;
  private @Nullable Block block;
  private boolean opening = true;
  private volatile @Nullable IOException failure;

  LogWriter(
      Path directory,
      FileDataReader reader,
      StoreHeader header,
      XodusErrors errors,
      boolean readOnly) {
    this.directory = directory;
    this.reader = reader;
    this.header = header;
    this.errors = errors;
    this.readOnly = readOnly;
    this.sealer = new LogSealer(directory, header);
  }

  /** Ends the time in which what was acknowledged must not be cut off. */
  void opened() {
    opening = false;
  }

  /** Seals all that is appended from now on, at an address where the log ends. */
  synchronized void sealWith(LogSeals seals, long address) {
    try {
      sealer.begin(seals, address, block != null);
    } catch (IOException e) {
      throw failed("seal", address, e);
    }
  }

  /**
   * Returns what went wrong with the log, if anything did. Xodus goes on after that with commits in
   * memory that the log does not have; nothing is written any more.
   */
  @Nullable IOException failure() {
    return failure;
  }

  /** Nothing is written any more. */
  void fail(IOException cause) {
    failure = cause;
  }

  /** Seals a commit, unless something has failed. */
  synchronized void sealCommit() throws IOException {
    if (failure == null) {
      sealer.sealCommit();
    }
  }

  @Override
  public synchronized Block write(byte[] bytes, int offset, int length) {
    Block current = block;
    if (file == null || current == null) {
      throw new ExodusException("No file of the log is open for writing");
    }
    if (failure != null) {
      return current;
    }
    try {
      file.write(bytes, offset, length);
      sealer.appended(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      if (FullDisk.isCause(e) || FullDisk.isIn(directory)) {
        throw new OutOfDiskSpaceException(e);
      }
      throw failed("write to", current.getAddress(), e);
    }
    return current;
  }

  @Override
  protected synchronized void syncImpl() {
    Block current = block;
    if (file != null && current != null && failure == null) {
      try {
        sealer.seal();
        file.getFD().sync();
        sealer.sync();
      } catch (IOException e) {
        failure = e;
        throw failed("sync", current.getAddress(), e);
      }
    }
  }

  @Override
  public void syncDirectory() {
    boolean interrupted = false;
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } catch (IOException e) {
      // Some systems cannot open a directory: they need no sync of it either.
      if (!File.separator.equals("\\")) {
        throw new ExodusException("Failed to sync the directory " + directory, e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  protected synchronized void closeImpl() {
    // So that a seal confirms nothing of which an earlier file has lost a part.
    syncImpl();
    RandomAccessFile closing = file;
    Block current = block;
    file = null;
    block = null;
    if (closing != null && current != null) {
      try {
        closing.close();
      } catch (IOException e) {
        throw failed("close", current.getAddress(), e);
      }
    }
  }

  @Override
  protected synchronized Block openOrCreateBlockImpl(long address, long length) {
    FileDataReader.FileBlock opened = new FileDataReader.FileBlock(address, reader);
    if (!readOnly) {
      try {
        RandomAccessFile writing = new RandomAccessFile(opened, "rw");
        file = writing;
        if (writing.length() != length) {
          writing.setLength(length);
          writing.getFD().sync();
        }
        writing.seek(length);
        if (failure == null) {
          sealer.opened(address + length);
        }
      } catch (IOException e) {
        failure = e;
        throw failed("open", address, e);
      }
      block = opened;
    }
    return opened;
  }

  @Override
  public void removeBlock(long address, RemoveBlockType type) {
    if (opening) {
      checkNotDurable(address);
    }
    if (readOnly) {
      return;
    }
    // Closes the file where it is open for reading; readers open the other ones again.
    reader.close();
    try {
      Files.deleteIfExists(path(address));
    } catch (IOException e) {
      throw failed("remove", address, e);
    }
  }

  @Override
  public void truncateBlock(long address, long length) {
    if (opening) {
      checkNotDurable(address + length);
    }
    if (readOnly) {
      return;
    }
    reader.close();
    try (RandomAccessFile truncated = new RandomAccessFile(path(address).toFile(), "rw")) {
      truncated.setLength(length);
      truncated.getFD().sync();
    } catch (IOException e) {
      throw failed("truncate", address, e);
    }
  }

  @Override
  protected void clearImpl() {
    for (File each : LogUtil.listFiles(directory.toFile())) {
      removeBlock(LogUtil.getAddress(each.getName()), RemoveBlockType.Delete);
    }
  }

  /** Does nothing: {@link DirectoryLock} keeps others out. */
  @Override
  public boolean lock(long timeout) {
    return true;
  }

  /** Does nothing: {@link DirectoryLock} keeps others out. */
  @Override
  public boolean release() {
    return true;
  }

  @Override
  public String lockInfo() {
    return directory.toString();
  }

  /** Refuses to go back to {@code end}, the end of the last commit that Xodus can read. */
  void checkNotDurable(long end) {
    long durable = header.durableAddress();
    if (end < durable) {
      throw errors.corrupted(
          "Xodus store "
              + directory
              + ": commits that were acknowledged are missing: its log can be read up to address "
              + end
              + ", and was complete up to "
              + durable,
          null);
    }
  }

  private Path path(long address) {
    return directory.resolve(LogUtil.getLogFilename(address));
  }

  private ExodusException failed(String doing, long address, IOException cause) {
    return new ExodusException("Failed to " + doing + " " + path(address), cause);
  }
}
