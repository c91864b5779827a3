package dev.keygraph.engine.xodus;

import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * What Xodus does not keep about a store: how long the files of its log are, and up to which
 * address of the log everything was acknowledged as durable.
 *
 * <p>When Xodus opens a log whose end is damaged, it goes back to the last commit that it can read
 * and cuts off the rest, without a word. That is right for what a kill left half-written, and wrong
 * for what was acknowledged: the {@linkplain #durableAddress() durable address} tells these apart.
 * It is written after the log was synced, and synced itself only now and then: after a power loss
 * it may be too low, but never too high.
 *
 * <p>The file {@value #FILE}: the length of the log's files and the durable address (8 bytes each,
 * big-endian), and the CRC-32 of these 16 bytes in 4 more.
 */
final class StoreHeader implements AutoCloseable {
  static final String FILE = "keygraph.xdh";
  private static final int CHECKED_BYTES = 2 * Long.BYTES;
  private static final int BYTES = CHECKED_BYTES + Integer.BYTES;

  private final Path path;
  private final RandomAccessFile file;
  private final long fileSize;
  private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);
  private long durableAddress;

  private StoreHeader(Path path, RandomAccessFile file, long fileSize, long durableAddress) {
    this.path = path;
    this.file = file;
    this.fileSize = fileSize;
    this.durableAddress = durableAddress;
  }

  /**
   * Opens the header of a store.
   *
   * @throws KvCorruptedException if it is missing or damaged
   */
  static StoreHeader open(Path directory, boolean readOnly) {
    Path path = directory.resolve(FILE);
    try {
      if (!Presence.of(path)) {
        throw unusable(path, "missing");
      }
      RandomAccessFile file = new RandomAccessFile(path.toFile(), readOnly ? "r" : "rw");
      try {
        return read(path, file);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw KvException.ofIo("Xodus store " + directory + ": cannot open " + path, e);
    }
  }

  /**
   * Opens the header in a directory where there may be no store yet, and makes one if there is
   * none.
   *
   * @param newFileSize the length of the log's files in a new store
   */
  static StoreHeader openOrCreate(Path directory, long newFileSize) {
    Path path = directory.resolve(FILE);
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      try {
        if (file.length() != 0) {
          return read(path, file);
        }
        StoreHeader header = new StoreHeader(path, file, newFileSize, 0);
        header.write();
        file.getFD().sync();
        return header;
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw KvException.ofIo("Xodus store " + directory + ": cannot open " + path, e);
    }
  }

  private static StoreHeader read(Path path, RandomAccessFile file) throws IOException {
    byte[] bytes = new byte[BYTES];
    if (file.length() == BYTES) {
      file.readFully(bytes);
    }
    ByteBuffer content = ByteBuffer.wrap(bytes);
    boolean sound =
        content.getInt(CHECKED_BYTES) == checksum(bytes)
            && content.getLong(0) > 0
            && content.getLong(Long.BYTES) >= 0;
    if (!sound) {
      throw unusable(path, "damaged");
    }
    return new StoreHeader(path, file, content.getLong(0), content.getLong(Long.BYTES));
  }

  private static KvCorruptedException unusable(Path path, String how) {
    return new KvCorruptedException(
        "Xodus store %s: %s is %s; restore a backup, or index again"
            .formatted(path.getParent(), path.getFileName(), how));
  }

  /** Returns the length of the log's files, in bytes. */
  long fileSize() {
    return fileSize;
  }

  /** Returns the address before which the log holds only what must not be lost. */
  synchronized long durableAddress() {
    return durableAddress;
  }

  /** Notes that the log is on stable storage up to {@code address}, where a commit ended. */
  synchronized void raiseDurableAddress(long address) {
    if (address <= durableAddress) {
      return;
    }
    durableAddress = address;
    try {
      write();
    } catch (IOException e) {
      throw KvException.ofIo("Xodus store " + path.getParent() + ": cannot write " + path, e);
    }
  }

  /** Has the durable address on stable storage, too. */
  synchronized void sync() {
    try {
      file.getFD().sync();
    } catch (IOException e) {
      throw KvException.ofIo("Xodus store " + path.getParent() + ": cannot sync " + path, e);
    }
  }

  private void write() throws IOException {
    buffer.putLong(0, fileSize).putLong(Long.BYTES, durableAddress);
    buffer.putInt(CHECKED_BYTES, checksum(buffer.array()));
    file.seek(0);
    file.write(buffer.array());
  }

  private static int checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, CHECKED_BYTES);
    return (int) crc.getValue();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw KvException.ofIo("Xodus store " + path.getParent() + ": cannot close " + path, e);
    }
  }
}
