package dev.keygraph.engine.rocks;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * How far a file of RocksDB's log format can be read: a write-ahead log or a manifest.
 *
 * <p>The format (RocksDB, {@code db/log_format.h}): blocks of 32 KiB; in each, fragments of a
 * checksum (4 bytes, little-endian: the masked CRC-32C of all that follows the length), a length (2
 * bytes), a type (1 byte) and the content; less than a header's length at a block's end is left
 * over. A record is one fragment of type {@code FULL}, or {@code FIRST}, any number of {@code
 * MIDDLE}, and {@code LAST}. Other types are those of settings that this engine does not use.
 *
 * @param file the file
 * @param length its length
 * @param soundEnd where the last whole record ends before anything that is none
 * @param lastWrite in a write-ahead log, the number of the last write up to there; 0 if it has none
 * @param ending what follows there
 */
record RecordLog(Path file, long length, long soundEnd, long lastWrite, Ending ending) {
  /** What is found after the last whole record. */
  enum Ending {
    /** Nothing. */
    NONE,
    /** A record that the file's end cuts off. */
    TORN,
    /** What was not written like that. */
    DAMAGED,
    /** The same, of a type that only other settings bring about. */
    FOREIGN
  }

  private static final int BLOCK = 1 << 15;
  private static final int HEADER = 7;
  private static final int LENGTH_AT = 4;
  private static final int TYPE_AT = 6;
  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int MIDDLE = 3;
  private static final int LAST = 4;

  static RecordLog read(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      return new Reader(path, file).read();
    }
  }

  /** Reads one file. */
  private static final class Reader {
    private final Path path;
    private final RandomAccessFile file;
    private final long length;
    private final byte[] bytes = new byte[BLOCK];
    private final ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private boolean inRecord;
    private long pendingWrite;
    private long soundEnd;
    private long lastWrite;

    Reader(Path path, RandomAccessFile file) throws IOException {
      this.path = path;
      this.file = file;
      this.length = file.length();
    }

    RecordLog read() throws IOException {
      for (long start = 0; start < length; start += BLOCK) {
        int size = (int) Math.min(BLOCK, length - start);
        try {
          file.readFully(bytes, 0, size);
        } catch (EOFException e) {
          return found(Ending.TORN);
        }
        Ending ending = readBlock(start, size);
        if (ending != Ending.NONE) {
          return found(ending);
        }
      }
      return found(inRecord ? Ending.TORN : Ending.NONE);
    }

    private RecordLog found(Ending ending) {
      return new RecordLog(path, length, soundEnd, lastWrite, ending);
    }

    private Ending readBlock(long start, int size) {
      int at = 0;
      while (BLOCK - at >= HEADER && at < size) {
        if (size - at < HEADER) {
          return Ending.TORN;
        }
        int type = bytes[at + TYPE_AT] & 0xFF;
        int end = at + HEADER + (block.getShort(at + LENGTH_AT) & 0xFFFF);
        if (type > LAST) {
          return Ending.FOREIGN;
        }
        if (end > size) {
          return end <= BLOCK ? Ending.TORN : Ending.DAMAGED;
        }
        if (!isWhole(at, end) || !follows(at, end, type)) {
          return Ending.DAMAGED;
        }
        at = end;
        if (!inRecord) {
          soundEnd = start + at;
          lastWrite = Math.max(lastWrite, pendingWrite);
        }
      }
      return Ending.NONE;
    }

    private boolean isWhole(int at, int end) {
      CRC32C crc = new CRC32C();
      crc.update(bytes, at + TYPE_AT, end - at - TYPE_AT);
      int value = (int) crc.getValue();
      return block.getInt(at) == Integer.rotateRight(value, 15) + 0xa282ead8;
    }

    /** Takes a fragment; returns whether one of its type may come here. */
    private boolean follows(int at, int end, int type) {
      boolean begins = type == FULL || type == FIRST;
      if (begins == inRecord || type < FULL) {
        return false;
      }
      inRecord = type == FIRST || type == MIDDLE;
      if (begins) {
        pendingWrite = lastWrite(at + HEADER, end);
      }
      return true;
    }

    /** Of a batch: the number of its first write, 8 bytes, and how many it has, 4 bytes. */
    private long lastWrite(int from, int to) {
      return to - from < Long.BYTES + Integer.BYTES
          ? 0
          : block.getLong(from) + block.getInt(from + Long.BYTES) - 1;
    }
  }
}
