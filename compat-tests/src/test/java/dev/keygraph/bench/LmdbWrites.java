package dev.keygraph.bench;

import dev.keygraph.kv.Durability;
import java.nio.file.Path;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.GetOp;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/** LMDB by hand: a native transaction, buffers that are used again. */
final class LmdbWrites implements WriteTwin {
  private final Env<DirectBuffer> env;
  private final Dbi<DirectBuffer> dbi;
  private final Entry entry = new Entry();
  private @Nullable Txn<DirectBuffer> txn;

  LmdbWrites(Path directory, Durability durability) {
    env =
        switch (durability) {
          case DURABLE -> LmdbTwin.open(directory);
          case RELAXED -> LmdbTwin.open(directory, EnvFlags.MDB_NOMETASYNC);
          case UNSAFE -> LmdbTwin.open(directory, EnvFlags.MDB_NOSYNC);
        };
    dbi = env.openDbi((byte[]) null);
  }

  private Txn<DirectBuffer> txn() {
    return Objects.requireNonNull(txn, "no transaction");
  }

  @Override
  public void begin(boolean reads) {
    txn = env.txnWrite();
  }

  @Override
  public void put(byte[] key, byte[] value) {
    dbi.put(txn(), entry.key(key), entry.value(value));
  }

  @Override
  public void delete(byte[] key) {
    dbi.delete(txn(), entry.key(key));
  }

  @Override
  public boolean get(byte[] key, Seen seen) {
    DirectBuffer value = dbi.get(txn(), entry.key(key));
    if (value == null) {
      return false;
    }
    LmdbTwin.show(entry.keyPart, value, seen);
    return true;
  }

  @Override
  public void forward(byte[] lower, byte[] upper, Seen seen) {
    long head = LmdbTwin.head(upper);
    try (Cursor<DirectBuffer> cursor = dbi.openCursor(txn())) {
      boolean found = cursor.get(entry.key(lower), GetOp.MDB_SET_RANGE);
      while (found && LmdbTwin.compare(cursor.key(), upper, head) < 0) {
        LmdbTwin.show(cursor.key(), cursor.val(), seen);
        found = cursor.next();
      }
    }
  }

  @Override
  public void commit() {
    try (Txn<DirectBuffer> ending = txn()) {
      ending.commit();
    }
    txn = null;
  }

  @Override
  public void close() {
    env.close();
  }

  /** Memory that the library reads a key and a value from. */
  private static final class Entry {
    private final UnsafeBuffer key =
        new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(LmdbTwin.KEY_BYTES));
    private final UnsafeBuffer value =
        new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(1 << 20));
    private final UnsafeBuffer keyPart = new UnsafeBuffer(key);
    private final UnsafeBuffer valuePart = new UnsafeBuffer(value);

    UnsafeBuffer key(byte[] bytes) {
      key.putBytes(0, bytes);
      keyPart.wrap(key, 0, bytes.length);
      return keyPart;
    }

    UnsafeBuffer value(byte[] bytes) {
      value.putBytes(0, bytes);
      valuePart.wrap(value, 0, bytes.length);
      return valuePart;
    }
  }

  /**
   * Appends in transactions that leave little to allocate and are not synced, and syncs at the end:
   * one transaction of everything takes longer.
   */
  static Loader loader(Path directory) {
    return new AppendLoader(LmdbTwin.open(directory, EnvFlags.MDB_NOSYNC));
  }

  private static final class AppendLoader implements Loader {
    private static final int BATCH_BYTES = 16 << 20;

    private final Env<DirectBuffer> env;
    private final Dbi<DirectBuffer> dbi;
    private final Entry entry = new Entry();
    private Txn<DirectBuffer> txn;
    private Cursor<DirectBuffer> cursor;
    private int bytes;

    AppendLoader(Env<DirectBuffer> env) {
      this.env = env;
      dbi = env.openDbi((byte[]) null, DbiFlags.MDB_CREATE);
      txn = env.txnWrite();
      cursor = dbi.openCursor(txn);
    }

    @Override
    public void put(byte[] key, byte[] value) {
      cursor.put(entry.key(key), entry.value(value), PutFlags.MDB_APPEND);
      bytes += key.length + value.length;
      if (bytes > BATCH_BYTES) {
        commit();
        txn = env.txnWrite();
        cursor = dbi.openCursor(txn);
        bytes = 0;
      }
    }

    private void commit() {
      cursor.close();
      txn.commit();
      txn.close();
    }

    @Override
    public void close() {
      commit();
      env.sync(true);
      env.close();
    }
  }
}
