package dev.keygraph.engine.mapdb;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One of the two files that hold the commits since the last checkpoint, as after-images of byte
 * ranges.
 *
 * <pre>
 * header (64 bytes)            record (8-byte aligned, 48 bytes and its ranges)
 *  0  8  magic                  0  4  magic
 *  8  4  format version         4  4  bytes of ranges
 * 16  8  salt                   8  8  salt of the header
 * 24  8  first sequence        16  8  sequence
 * 32  8  volume length         24  8  sequence known to be on stable storage
 * 60  4  CRC32C of bytes 0-59  32  8  volume length after this commit
 *                              40  4  checksum of the record before this one, or of the header
 * range                        44  4  CRC32C of the ranges and then of bytes 0-43
 *  0  8  offset                48     ranges
 *  8  4  length
 * 12     bytes
 * </pre>
 *
 * <p>What is read back is the longest run of records in which each has a right checksum, the
 * header's salt, the next sequence and the checksum of its predecessor. The salt is fresh at each
 * reset, so a record from before a reset never belongs to the run; the predecessor's checksum keeps
 * out what lies behind a record that was cut off and written anew. Where the run ends before a
 * record that says, with a right checksum and salt, that a later part of the run was on stable
 * storage, the file was damaged: losing power or the process cannot do that.
 *
 * <p>The file is never shortened, and is made longer in large steps, so that syncing a commit
 * rarely has to sync the file's length. Nothing here reacts to interrupts.
 */
final class Journal implements Closeable {
  private static final long HEADER_MAGIC = 0x6B67_6A6F_7572_6E31L;
  private static final int RECORD_MAGIC = 0x6B67_7265;
  private static final int FORMAT = 1;
  static final int HEADER_BYTES = 64;
  private static final int RECORD_BYTES = 48;
  private static final int RANGE_BYTES = 12;
  private static final int ALIGNMENT = 8;
  private static final int MAX_RECORD_BYTES = 1 << 30;
  private static final int KEPT_BUFFER_BYTES = 4 << 20;
  private static final int FIRST_STEP = 256 << 10;
  private static final int MAX_STEP = 1 << 20;
  private static final SecureRandom SALTS = new SecureRandom();

  /** Receives what {@link #replay} reads. */
  interface RangeConsumer {
    /** Called for each range, in the order of writing. */
    void accept(long offset, byte[] source, int position, int length) throws IOException;
  }

  private final Path path;
  private final RandomAccessFile file;
  private final CRC32C crc = new CRC32C();
  private byte[] buffer = new byte[64 << 10];
  private int used;

  private volatile boolean live;
  private long salt;
  private long firstSequence;
  private long firstVolumeLength;
  private long end;
  private long allocated;
  private long syncedEnd;
  private boolean inDoubt;
  private int checksum;
  private long lastSequence;
  private long lastVolumeLength;
  private long lastSynced;

  Journal(Path path, boolean readOnly) throws IOException {
    this.path = path;
    file = new RandomAccessFile(path.toFile(), readOnly ? "r" : "rw");
    allocated = file.length();
    readHeader();
  }

  /** Returns whether the file has commits, or waits for some. */
  boolean isLive() {
    return live;
  }

  /** Returns the sequence of the first record that this file has or will have. */
  long firstSequence() {
    return firstSequence;
  }

  /** Returns the volume's length before the first record. */
  long firstVolumeLength() {
    return firstVolumeLength;
  }

  /** Returns the sequence of the last record, or of the one before the first. */
  long lastSequence() {
    return lastSequence;
  }

  /** Returns the volume's length after the last record. */
  long lastVolumeLength() {
    return lastVolumeLength;
  }

  /** Returns what the last record that was read says to have been on stable storage before it. */
  long lastSynced() {
    return lastSynced;
  }

  /** Returns the bytes of the header and of all records. */
  long length() {
    return end;
  }

  private void readHeader() throws IOException {
    if (allocated < HEADER_BYTES) {
      return;
    }
    byte[] header = new byte[HEADER_BYTES];
    file.seek(0);
    file.readFully(header);
    ByteBuffer fields = ByteBuffer.wrap(header);
    if (Arrays.equals(header, new byte[HEADER_BYTES])) {
      return;
    }
    if (fields.getLong(0) != HEADER_MAGIC || fields.getInt(60) != checksum(header, 60)) {
      throw Failures.corrupted(path, "its header is not one of a journal", null);
    }
    if (fields.getInt(8) != FORMAT) {
      throw new IOException("its journal has format " + fields.getInt(8) + ", not " + FORMAT);
    }
    live = true;
    salt = fields.getLong(16);
    firstSequence = fields.getLong(24);
    firstVolumeLength = fields.getLong(32);
    checksum = fields.getInt(60);
    lastSequence = firstSequence - 1;
    lastVolumeLength = firstVolumeLength;
    end = HEADER_BYTES;
  }

  /** Makes this an empty journal that begins at {@code first}, on stable storage. */
  synchronized void reset(long first, long volumeLength) throws IOException {
    salt = SALTS.nextLong();
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putLong(0, HEADER_MAGIC).putInt(8, FORMAT).putLong(16, salt).putLong(24, first);
    header.putLong(32, volumeLength).putInt(60, checksum(header.array(), 60));
    syncedEnd = 0;
    end = HEADER_BYTES;
    file.seek(0);
    file.write(header.array());
    sync();
    live = true;
    firstSequence = first;
    firstVolumeLength = volumeLength;
    checksum = header.getInt(60);
    lastSequence = first - 1;
    lastVolumeLength = volumeLength;
    allocated = Math.max(allocated, HEADER_BYTES);
  }

  /** Makes this journal one that is never read again, on stable storage. */
  synchronized void retire() throws IOException {
    syncedEnd = 0;
    file.seek(0);
    file.write(new byte[HEADER_BYTES]);
    sync();
    live = false;
  }

  /** Begins a record in memory. */
  void begin() {
    if (buffer.length > KEPT_BUFFER_BYTES) {
      buffer = new byte[KEPT_BUFFER_BYTES];
    }
    used = RECORD_BYTES;
  }

  /**
   * Adds a range to the record.
   *
   * @throws IOException if the record would be larger than 1 GiB
   */
  void range(long offset, byte[] source, int position, int length) throws IOException {
    long needed = (long) used + RANGE_BYTES + length;
    if (needed > MAX_RECORD_BYTES) {
      throw new IOException("a transaction changed more than 1 GiB; split it");
    }
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.max(needed, Math.min(2L * buffer.length, 1 << 30)));
    }
    ByteBuffer.wrap(buffer).putLong(used, offset).putInt(used + 8, length);
    System.arraycopy(source, position, buffer, used + RANGE_BYTES, length);
    used += RANGE_BYTES + length;
  }

  /** Returns whether the record has no range. */
  boolean isEmptyRecord() {
    return used == RECORD_BYTES;
  }

  /**
   * Writes the record, and waits until it is on stable storage if {@code sync}. If it throws, the
   * record is not part of the journal, unless {@code IllegalStateException} says otherwise.
   */
  synchronized void append(long sequence, long synced, long volumeLength, boolean sync)
      throws IOException {
    ByteBuffer record = ByteBuffer.wrap(buffer);
    record.putInt(0, RECORD_MAGIC).putInt(4, used - RECORD_BYTES).putLong(8, salt);
    record.putLong(16, sequence).putLong(24, synced).putLong(32, volumeLength);
    record.putInt(40, checksum);
    int recordChecksum = recordChecksum(buffer, used);
    record.putInt(44, recordChecksum);
    try {
      allocate(end + used);
      file.seek(end);
      file.write(buffer, 0, used);
      if (sync) {
        sync();
      }
    } catch (IOException e) {
      erase(e);
      throw e;
    }
    checksum = recordChecksum;
    lastSequence = sequence;
    lastVolumeLength = volumeLength;
    end = aligned(end + used);
  }

  /**
   * Waits until all that was written is on stable storage. Where that fails, the operating system
   * may count as written what it lost, so that the next call would wait for nothing: it writes it
   * once more before. A flush and a checkpoint may both want that of a sealed journal.
   */
  synchronized void sync() throws IOException {
    if (inDoubt) {
      writeAgain();
    }
    inDoubt = true;
    file.getFD().sync();
    inDoubt = false;
    syncedEnd = end;
  }

  private void writeAgain() throws IOException {
    byte[] bytes = new byte[1 << 20];
    long length = Math.min(end, file.length());
    for (long at = syncedEnd; at < length; at += bytes.length) {
      int count = (int) Math.min(bytes.length, length - at);
      file.seek(at);
      file.readFully(bytes, 0, count);
      file.seek(at);
      file.write(bytes, 0, count);
    }
  }

  private void allocate(long needed) throws IOException {
    if (needed > allocated) {
      int step = (int) Math.min(MAX_STEP, Math.max(FIRST_STEP, allocated));
      byte[] zeros = new byte[step];
      file.seek(allocated);
      do {
        file.write(zeros);
        allocated += step;
      } while (needed > allocated);
    }
  }

  /** Takes a record back whose writing failed, whatever of it has reached the file. */
  private void erase(IOException failure) {
    try {
      allocated = Math.min(allocated, file.length());
      if (file.length() > end) {
        file.seek(end);
        file.write(new byte[(int) Math.min(RECORD_BYTES, file.length() - end)]);
        sync();
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw new IllegalStateException(
          "cannot take a failed commit back in " + path + ": " + failure.getMessage(), failure);
    }
  }

  /**
   * Reads all records from the first on, and makes the next one follow the last of them.
   *
   * @return {@code null}, or what shows that the file is damaged
   */
  @Nullable String replay(RangeConsumer consumer) throws IOException {
    byte[] header = new byte[RECORD_BYTES];
    while (true) {
      byte[] ranges = readRecord(end, header);
      ByteBuffer fields = ByteBuffer.wrap(header);
      if (ranges == null
          || fields.getLong(16) != lastSequence + 1
          || fields.getInt(40) != checksum) {
        return findDamage();
      }
      apply(ranges, consumer);
      checksum = fields.getInt(44);
      lastSequence = fields.getLong(16);
      lastSynced = fields.getLong(24);
      lastVolumeLength = fields.getLong(32);
      end = aligned(end + RECORD_BYTES + ranges.length);
    }
  }

  private void apply(byte[] ranges, RangeConsumer consumer) throws IOException {
    ByteBuffer fields = ByteBuffer.wrap(ranges);
    int at = 0;
    while (at < ranges.length) {
      int left = ranges.length - at - RANGE_BYTES;
      int length = left < 0 ? -1 : fields.getInt(at + 8);
      if (length < 0 || length > left || fields.getLong(at) < 0) {
        throw Failures.corrupted(path, "a commit has a range that cannot be", null);
      }
      consumer.accept(fields.getLong(at), ranges, at + RANGE_BYTES, length);
      at += RANGE_BYTES + length;
    }
  }

  /** Reads the record at a position, and returns its ranges, or null if there is no whole one. */
  private byte @Nullable [] readRecord(long position, byte[] header) throws IOException {
    if (position + RECORD_BYTES > allocated) {
      return null;
    }
    file.seek(position);
    file.readFully(header);
    ByteBuffer fields = ByteBuffer.wrap(header);
    int length = fields.getInt(4);
    if (fields.getInt(0) != RECORD_MAGIC
        || fields.getLong(8) != salt
        || length < 0
        || position + RECORD_BYTES + length > allocated) {
      return null;
    }
    byte[] ranges = new byte[length];
    file.readFully(ranges);
    crc.reset();
    crc.update(ranges);
    crc.update(header, 0, 44);
    return (int) crc.getValue() == fields.getInt(44) ? ranges : null;
  }

  /** Looks behind the last record for one that says that more than this was on stable storage. */
  private @Nullable String findDamage() throws IOException {
    byte[] header = new byte[RECORD_BYTES];
    byte[] window = new byte[1 << 20];
    for (long at = end; at < allocated; at += window.length - RECORD_BYTES) {
      int count = (int) Math.min(window.length, allocated - at);
      file.seek(at);
      file.readFully(window, 0, count);
      ByteBuffer words = ByteBuffer.wrap(window, 0, count);
      for (int i = 0; i + RECORD_BYTES <= count; i += ALIGNMENT) {
        if (words.getInt(i) == RECORD_MAGIC
            && words.getLong(i + 8) == salt
            && words.getLong(i + 24) > lastSequence
            && readRecord(at + i, header) != null) {
          return "commit " + (lastSequence + 1) + " cannot be read, but was on stable storage";
        }
      }
    }
    return null;
  }

  private int recordChecksum(byte[] record, int length) {
    crc.reset();
    crc.update(record, RECORD_BYTES, length - RECORD_BYTES);
    crc.update(record, 0, 44);
    return (int) crc.getValue();
  }

  private int checksum(byte[] bytes, int length) {
    crc.reset();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static long aligned(long position) {
    return (position + ALIGNMENT - 1) & -ALIGNMENT;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
