package dev.keygraph.engine.rocks;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What a transaction wrote, by key; the last write of a key counts. Here and not in a native batch,
 * since a call for each write, or for each look at one, costs more than the work itself.
 *
 * <p>The batch is passed to RocksDB in its own form, which is that of the log's records: the number
 * of the first write (8 bytes, which RocksDB sets) and of the writes (4 bytes), both little-endian;
 * then, for each write, its type and the key and value, with their lengths before them.
 */
final class PendingWrites {
  private static final byte TYPE_DELETION = 0;
  private static final byte TYPE_VALUE = 1;
  private static final int COUNT_OFFSET = 8;
  private static final int HEADER_BYTES = 12;
  private static final int MAX_ENTRY_OVERHEAD = 1 + 5 + 5;
  private static final int VARINT_MORE = 0x80;
  private static final int VARINT_BITS = 7;

  /** Larger batches are not made in one array. */
  private static final long MAX_ENCODED_BYTES = 32 << 20;

  /** The value, by identity, of a key that was deleted. */
  static final byte[] DELETED = {};

  private final TreeMap<byte[], byte[]> values = new TreeMap<>(Arrays::compareUnsigned);
  private long bytes = HEADER_BYTES;

  /** Notes a write; the arrays belong to this from now on. */
  void write(byte[] key, byte[] value) {
    values.put(key, value);
    bytes += MAX_ENTRY_OVERHEAD + key.length + (long) value.length;
  }

  /** Returns what was written last for a key, or {@code null}; see {@link #isDeleted}. */
  byte @Nullable [] find(byte[] key) {
    return values.get(key);
  }

  /** Returns whether what was found says that the key was deleted. */
  static boolean isDeleted(byte[] found) {
    return found == DELETED;
  }

  /** Returns whether there is a write of a key from {@code lower} on and before {@code upper}. */
  boolean hasAny(byte[] lower, byte @Nullable [] upper) {
    byte[] first = values.ceilingKey(lower);
    return first != null && (upper == null || Arrays.compareUnsigned(first, upper) < 0);
  }

  /**
   * Returns the writes of keys from {@code lower} on and before {@code upper}, in the order of keys
   * or against it; void at the next write.
   */
  Iterator<Map.Entry<byte[], byte[]>> within(
      byte[] lower, byte @Nullable [] upper, boolean ascending) {
    NavigableMap<byte[], byte[]> range =
        upper == null ? values.tailMap(lower, true) : values.subMap(lower, true, upper, false);
    return (ascending ? range : range.descendingMap()).entrySet().iterator();
  }

  /** Passes all on, in the order of keys; the value of a deleted key {@link #isDeleted}. */
  void forEach(BiConsumer<byte[], byte[]> visitor) {
    values.forEach(visitor);
  }

  /** Returns the writes as a batch, which the caller closes. */
  WriteBatch toBatch() throws RocksDBException {
    return bytes <= MAX_ENCODED_BYTES ? new WriteBatch(encode()) : toLargeBatch();
  }

  private WriteBatch toLargeBatch() throws RocksDBException {
    WriteBatch batch = new WriteBatch();
    try {
      for (var write : values.entrySet()) {
        if (isDeleted(write.getValue())) {
          batch.delete(write.getKey());
        } else {
          batch.put(write.getKey(), write.getValue());
        }
      }
      return batch;
    } catch (RocksDBException | RuntimeException | Error e) {
      batch.close();
      throw e;
    }
  }

  private byte[] encode() {
    byte[] target = new byte[(int) bytes];
    int count = values.size();
    for (int i = 0; i < Integer.BYTES; i++) {
      target[COUNT_OFFSET + i] = (byte) (count >>> (i * Byte.SIZE));
    }
    int end = HEADER_BYTES;
    for (var write : values.entrySet()) {
      boolean deleted = isDeleted(write.getValue());
      target[end++] = deleted ? TYPE_DELETION : TYPE_VALUE;
      end = append(target, end, write.getKey());
      if (!deleted) {
        end = append(target, end, write.getValue());
      }
    }
    return Arrays.copyOf(target, end);
  }

  /** Appends a length, seven bits to a byte, the lowest first, and the bytes; returns the end. */
  private static int append(byte[] target, int start, byte[] source) {
    int end = start;
    int length = source.length;
    while (length >= VARINT_MORE) {
      target[end++] = (byte) (length | VARINT_MORE);
      length >>>= VARINT_BITS;
    }
    target[end++] = (byte) length;
    System.arraycopy(source, 0, target, end, source.length);
    return end + source.length;
  }
}
