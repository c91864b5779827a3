package dev.keygraph.engine.xodus;

import dev.keygraph.kv.KvException;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Checksums of the log's end, which has none of its own.
 *
 * <p>After a loss of power any part of what was not synced may be on the disk: the root of a
 * commit, and not its pages, which Xodus cannot tell from a whole commit. Each seal holds the
 * checksum of the bytes that were appended since the one before. What the seals confirm, in one
 * chain from the {@linkplain StoreHeader#durableAddress() durable address} on, is as it was
 * written; {@link LogRecovery} cuts off the rest. A commit that is to be durable is acknowledged
 * when its part of the log and its seal were synced.
 *
 * <p>The file {@value #FILE} is a ring of {@value #SLOTS} seals of {@value #BYTES} bytes: start and
 * end in the log, the CRC-32C of what is between them, and the CRC-32C of these three, as
 * big-endian longs. It is made at its full length, so that a sync has no length to write.
 */
final class LogSeals implements AutoCloseable {
  static final String FILE = "keygraph.xds";
  private static final int BYTES = 32;
  private static final int CHECKED_BYTES = 24;
  private static final int SLOTS = 2048;

  /**
   * The bytes of the log from one address up to another.
   *
   * @param checksum their CRC-32C
   */
  record Seal(long start, long end, long checksum) {}

  private final Path path;
  private final RandomAccessFile file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);
  private int next;
  private int sinceNoted;

  private LogSeals(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  static boolean exist(Path directory) {
    try {
      return Presence.of(directory.resolve(FILE));
    } catch (IOException e) {
      throw KvException.ofIo("Xodus store " + directory + ": cannot look for " + FILE, e);
    }
  }

  /** Opens the file to write seals, none of which are needed any more, and makes it if need be. */
  static LogSeals open(Path directory) {
    Path path = directory.resolve(FILE);
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      try {
        if (file.length() != (long) SLOTS * BYTES) {
          file.setLength(0);
          file.write(new byte[SLOTS * BYTES]);
          file.getFD().sync();
        }
        return new LogSeals(path, file);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw KvException.ofIo("Xodus store " + directory + ": cannot open " + path, e);
    }
  }

  /** Reads all seals that are whole, by where they start. */
  static Map<Long, List<Seal>> read(Path directory) {
    Path path = directory.resolve(FILE);
    Map<Long, List<Seal>> seals = new HashMap<>();
    try {
      ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(path));
      for (int at = 0; at + BYTES <= content.capacity(); at += BYTES) {
        Seal seal =
            new Seal(
                content.getLong(at),
                content.getLong(at + Long.BYTES),
                content.getLong(at + 2 * Long.BYTES));
        boolean whole = content.getLong(at + CHECKED_BYTES) == checksum(content.array(), at);
        if (whole && seal.end() > seal.start()) {
          seals.computeIfAbsent(seal.start(), some -> new ArrayList<>()).add(seal);
        }
      }
      return seals;
    } catch (IOException e) {
      throw KvException.ofIo("Xodus store " + directory + ": cannot read " + path, e);
    }
  }

  void append(Seal seal) throws IOException {
    buffer.putLong(0, seal.start()).putLong(Long.BYTES, seal.end());
    buffer.putLong(2 * Long.BYTES, seal.checksum());
    buffer.putLong(CHECKED_BYTES, checksum(buffer.array(), 0));
    file.seek((long) next * BYTES);
    file.write(buffer.array());
    next = (next + 1) % SLOTS;
    sinceNoted++;
  }

  void sync() throws IOException {
    file.getFD().sync();
  }

  /** Returns whether the durable address must be synced now, before seals after it are reused. */
  boolean needNote() {
    return sinceNoted >= SLOTS / 2;
  }

  /** The durable address is on stable storage: what is sealed before it needs no seal any more. */
  void noted() {
    sinceNoted = 0;
  }

  /** Of zeros, this is not zero: slots that were never written are no seals. */
  private static long checksum(byte[] bytes, int from) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, CHECKED_BYTES);
    return ~crc.getValue();
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
