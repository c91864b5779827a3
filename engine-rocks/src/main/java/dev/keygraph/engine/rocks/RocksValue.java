package dev.keygraph.engine.rocks;

import dev.keygraph.kv.KvView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * A view of a value, in an array that is used again and again. Under an iterator the value is
 * fetched when it is first looked at, since many scans look at keys alone.
 */
final class RocksValue implements KvView {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int SMALLEST = 512;
  private static final int LARGEST_KEPT = 1 << 20;

  private byte[] bytes = new byte[SMALLEST];
  private int length;
  private @Nullable RocksIterator pending;

  /**
   * The thread that moved the iterator. A view that escaped to another one must not reach the
   * iterator, which may be closed at any moment; a thread finds itself here only while it may.
   */
  private @Nullable Thread user;

  /** Shows the value at the iterator's position, until the iterator moves. */
  void follow(RocksIterator iterator) {
    user = Thread.currentThread();
    pending = iterator;
  }

  /** Hands the view to this thread, which is the only one to use the reader now. */
  RocksValue handOver() {
    user = Thread.currentThread();
    return this;
  }

  /** Shows the value of a key; returns whether there is one. */
  boolean read(RocksDB db, ReadOptions options, byte[] key) throws RocksDBException {
    pending = null;
    length = 0;
    int size = db.get(options, key, 0, key.length, bytes, 0, bytes.length);
    while (size > bytes.length) {
      bytes = new byte[size];
      size = db.get(options, key, 0, key.length, bytes, 0, bytes.length);
    }
    if (size == RocksDB.NOT_FOUND) {
      return false;
    }
    length = size;
    return true;
  }

  /** Shows a copy of an array. */
  void copy(byte[] value) {
    pending = null;
    length = 0;
    if (value.length > bytes.length) {
      bytes = new byte[value.length];
    }
    System.arraycopy(value, 0, bytes, 0, value.length);
    length = value.length;
  }

  /** Ends the view: its length is 0. */
  void clear() {
    user = null;
    pending = null;
    length = 0;
    if (bytes.length > LARGEST_KEPT) {
      bytes = new byte[SMALLEST];
    }
  }

  private void fetch(RocksIterator iterator) {
    pending = null;
    int size = iterator.value(bytes, 0, bytes.length);
    if (size > bytes.length) {
      bytes = new byte[Math.max(size, SMALLEST)];
      size = iterator.value(bytes, 0, bytes.length);
    }
    length = size;
  }

  @Override
  public int length() {
    RocksIterator iterator = pending;
    if (iterator != null) {
      if (user != Thread.currentThread()) {
        throw new IndexOutOfBoundsException("the view has ended, or belongs to another thread");
      }
      fetch(iterator);
    }
    return length;
  }

  @Override
  public byte getByte(int offset) {
    Objects.checkIndex(offset, length());
    return bytes[offset];
  }

  @Override
  public int getInt(int offset) {
    Objects.checkFromIndexSize(offset, Integer.BYTES, length());
    return (int) INT.get(bytes, offset);
  }

  @Override
  public long getLong(int offset) {
    Objects.checkFromIndexSize(offset, Long.BYTES, length());
    return (long) LONG.get(bytes, offset);
  }

  @Override
  public void getBytes(int offset, byte[] target, int targetOffset, int count) {
    Objects.checkFromIndexSize(offset, count, length());
    System.arraycopy(bytes, offset, target, targetOffset, count);
  }
}
