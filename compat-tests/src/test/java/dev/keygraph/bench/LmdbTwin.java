package dev.keygraph.bench;

import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DirectBufferProxy;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.GetOp;
import org.lmdbjava.Txn;

/** LMDB by hand: one read transaction, one cursor, Agrona's buffers. */
final class LmdbTwin implements ReadTwin {
  static final int KEY_BYTES = 511;

  private final Env<DirectBuffer> env;
  private final Dbi<DirectBuffer> dbi;
  private final Txn<DirectBuffer> txn;
  private final Cursor<DirectBuffer> cursor;
  private final MutableDirectBuffer key =
      new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(KEY_BYTES));
  private final UnsafeBuffer sought = new UnsafeBuffer(key, 0, KEY_BYTES);

  LmdbTwin(Path data) {
    env = open(data);
    dbi = env.openDbi((byte[]) null);
    txn = env.txnRead();
    cursor = dbi.openCursor(txn);
  }

  static Env<DirectBuffer> open(Path data, EnvFlags... flags) {
    return Env.create(DirectBufferProxy.PROXY_DB)
        .setMapSize(64L << 30)
        .setMaxDbs(1)
        .open(data.toFile(), flags);
  }

  private DirectBuffer sought(byte[] bytes) {
    key.putBytes(0, bytes);
    sought.wrap(key, 0, bytes.length);
    return sought;
  }

  @Override
  public int find(byte[] wanted) {
    DirectBuffer value = dbi.get(txn, sought(wanted));
    return value == null ? -1 : value.getInt(0, ByteOrder.BIG_ENDIAN);
  }

  @Override
  public byte @Nullable [] value(byte[] wanted) {
    DirectBuffer value = dbi.get(txn, sought(wanted));
    if (value == null) {
      return null;
    }
    byte[] bytes = new byte[value.capacity()];
    value.getBytes(0, bytes);
    return bytes;
  }

  @Override
  public boolean get(byte[] wanted, Seen seen) {
    DirectBuffer value = dbi.get(txn, sought(wanted));
    if (value == null) {
      return false;
    }
    show(sought, value, seen);
    return true;
  }

  @Override
  public void expand(byte[] prefix, Frontier frontier) {
    long head = head(prefix);
    int shift = Long.SIZE - Byte.SIZE * Math.min(Long.BYTES, prefix.length);
    boolean entry = cursor.get(sought(prefix), GetOp.MDB_SET_RANGE);
    while (entry) {
      DirectBuffer found = cursor.key();
      int length = found.capacity();
      if (length < Long.BYTES
          || length < prefix.length
          || found.getLong(0, ByteOrder.BIG_ENDIAN) >>> shift != head >>> shift
          || (prefix.length > Long.BYTES && compareTails(found, prefix, prefix.length) != 0)) {
        return;
      }
      frontier.see(found.getInt(length - Integer.BYTES, ByteOrder.BIG_ENDIAN));
      entry = cursor.next();
    }
  }

  @Override
  public void forward(byte[] lower, byte[] upper, Seen seen) {
    long head = head(upper);
    boolean entry = cursor.get(sought(lower), GetOp.MDB_SET_RANGE);
    while (entry && compare(cursor.key(), upper, head) < 0) {
      show(seen);
      entry = cursor.next();
    }
  }

  @Override
  public void backward(byte[] lower, byte[] upper, Seen seen) {
    long head = head(lower);
    boolean entry = cursor.get(sought(upper), GetOp.MDB_SET_RANGE) ? cursor.prev() : cursor.last();
    while (entry && compare(cursor.key(), lower, head) >= 0) {
      show(seen);
      entry = cursor.prev();
    }
  }

  @Override
  public boolean seek(byte[] wanted, Seen seen) {
    return cursor.get(sought(wanted), GetOp.MDB_SET_RANGE) && show(seen);
  }

  @Override
  public boolean next(Seen seen) {
    return cursor.next() && show(seen);
  }

  @Override
  public boolean previous(Seen seen) {
    return cursor.prev() && show(seen);
  }

  @Override
  public void renew() {
    txn.reset();
    txn.renew();
    cursor.renew(txn);
  }

  private boolean show(Seen seen) {
    show(cursor.key(), cursor.val(), seen);
    return true;
  }

  static void show(DirectBuffer key, DirectBuffer value, Seen seen) {
    seen.add(
        key.getInt(key.capacity() - Integer.BYTES, ByteOrder.BIG_ENDIAN),
        value.capacity() < Integer.BYTES
            ? value.capacity()
            : value.getInt(0, ByteOrder.BIG_ENDIAN));
  }

  /** The first eight bytes as one number, so that most keys take one comparison. */
  static long head(byte[] bytes) {
    long head = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      head = head << Byte.SIZE | (i < bytes.length ? bytes[i] & 0xFF : 0);
    }
    return head;
  }

  /** Compares a key with a bound of which {@code head} is the beginning. */
  static int compare(DirectBuffer key, byte[] bound, long head) {
    int length = key.capacity();
    int common = Math.min(length, bound.length);
    if (length >= Long.BYTES) {
      int order = Long.compareUnsigned(key.getLong(0, ByteOrder.BIG_ENDIAN), head);
      if (order != 0) {
        return order;
      }
      int tails = compareTails(key, bound, common);
      return tails != 0 ? tails : Integer.compare(length, bound.length);
    }
    for (int i = 0; i < common; i++) {
      int order = Byte.compareUnsigned(key.getByte(i), bound[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(length, bound.length);
  }

  private static int compareTails(DirectBuffer key, byte[] bound, int common) {
    for (int i = Long.BYTES; i < common; i++) {
      int order = Byte.compareUnsigned(key.getByte(i), bound[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public void close() {
    cursor.close();
    txn.close();
    env.close();
  }
}
