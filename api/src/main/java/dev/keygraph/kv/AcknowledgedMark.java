package dev.keygraph.kv;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For engines whose library takes damage at the end of its files for what a crash left
 * half-written, and drops acknowledged commits without a word: a note of what the files must still
 * have.
 *
 * <p>It is written after a commit was synced, and not synced itself while the store is open: after
 * a loss of power it may be too low, but never too high. A store that was closed cleanly has
 * nothing half-written. A file that is missing or damaged promises nothing.
 *
 * <p>The file: the number of a commit, the size of the engine's main file (or another number that
 * says how far it goes), 1 if the store was closed or else 0, and the CRC-32C of these three;
 * big-endian longs. Used by one thread at a time.
 */
public final class AcknowledgedMark implements AutoCloseable {
  /** The file's name, in the engine's directory. */
  public static final String FILE = "keygraph.acknowledged";

  private static final Logger LOG = LoggerFactory.getLogger(AcknowledgedMark.class);
  private static final int BYTES = 32;
  private static final int CHECKED_BYTES = 24;

  /** No channel: an interrupt of the thread that uses one closes it. */
  private final @Nullable RandomAccessFile file;

  private final Path path;
  private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);
  private long number;
  private long size;
  private boolean closed;

  private AcknowledgedMark(@Nullable RandomAccessFile file, Path path) {
    this.file = file;
    this.path = path;
  }

  /**
   * Opens the mark of a store; makes one, which promises nothing, unless that is only read.
   *
   * @throws KvIoException if the file cannot be read
   */
  public static AcknowledgedMark open(Path directory, boolean readOnly) {
    Path path = directory.resolve(FILE);
    try {
      if (readOnly && !Presence.of(path)) {
        return new AcknowledgedMark(null, path);
      }
      RandomAccessFile file = new RandomAccessFile(path.toFile(), readOnly ? "r" : "rw");
      try {
        AcknowledgedMark mark = new AcknowledgedMark(file, path);
        mark.read(file);
        return mark;
      } catch (IOException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw KvException.ofIo("cannot open " + path, e);
    }
  }

  private void read(RandomAccessFile source) throws IOException {
    if (source.length() < BYTES) {
      return;
    }
    source.readFully(buffer.array());
    boolean sound =
        buffer.getLong(CHECKED_BYTES) == checksum()
            && buffer.getLong(0) >= 0
            && buffer.getLong(Long.BYTES) >= 0;
    if (sound) {
      number = buffer.getLong(0);
      size = buffer.getLong(Long.BYTES);
      closed = buffer.getLong(2 * Long.BYTES) == 1;
    }
  }

  private long checksum() {
    CRC32C crc = new CRC32C();
    crc.update(buffer.array(), 0, CHECKED_BYTES);
    return crc.getValue();
  }

  /** Returns the number of the last commit that was noted, 0 if none is known. */
  public long number() {
    return number;
  }

  /** Returns the size of the main file at that time, or what stands for it; 0 if not known. */
  public long size() {
    return size;
  }

  /** Returns whether the store was closed cleanly after that. */
  public boolean isClosed() {
    return closed;
  }

  /** Notes, on stable storage, that the store is open for writing. */
  public void begin() {
    write(number, size, false);
    sync();
  }

  /**
   * Notes a commit; it and all before it are on stable storage. A lower number changes nothing, and
   * neither does a failure: the commit is there, and the mark promises less than it could.
   */
  public void note(long lastNumber, long lastSize) {
    if (lastNumber > number) {
      try {
        write(lastNumber, lastSize, false);
      } catch (KvIoException e) {
        LOG.warn("what must still be there after a crash is not noted", e);
      }
    }
  }

  /** Notes, on stable storage, that the store is closed with everything up to a commit. */
  public void end(long lastNumber, long lastSize) {
    write(lastNumber, lastSize, true);
    sync();
  }

  private void write(long newNumber, long newSize, boolean clean) {
    number = newNumber;
    size = newSize;
    closed = clean;
    buffer.putLong(0, newNumber).putLong(Long.BYTES, newSize);
    buffer.putLong(2 * Long.BYTES, clean ? 1 : 0);
    buffer.putLong(CHECKED_BYTES, checksum());
    try {
      if (file != null) {
        file.seek(0);
        file.write(buffer.array());
      }
    } catch (IOException e) {
      throw KvException.ofIo("cannot write " + path, e);
    }
  }

  private void sync() {
    try {
      if (file != null) {
        file.getFD().sync();
      }
    } catch (IOException e) {
      throw KvException.ofIo("cannot sync " + path, e);
    }
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw KvException.ofIo("cannot close " + path, e);
    }
  }
}
