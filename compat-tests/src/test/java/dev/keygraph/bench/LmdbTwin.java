package dev.keygraph.bench;

import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.DirectBufferProxy;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.GetOp;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/** LMDB by hand: one read transaction, one cursor, Agrona's buffers. */
final class LmdbTwin extends Twin {
  private static final int KEY_BYTES = 511;

  private final Env<DirectBuffer> env;
  private final Dbi<DirectBuffer> dbi;
  private final Txn<DirectBuffer> txn;
  private final Cursor<DirectBuffer> cursor;
  private final MutableDirectBuffer key =
      new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(KEY_BYTES));
  private final UnsafeBuffer sought = new UnsafeBuffer(key, 0, KEY_BYTES);

  LmdbTwin(Path data, int nodeIdLimit) {
    super(nodeIdLimit);
    env = open(data);
    dbi = env.openDbi((byte[]) null);
    txn = env.txnRead();
    cursor = dbi.openCursor(txn);
  }

  private static Env<DirectBuffer> open(Path data, EnvFlags... flags) {
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
  int find(byte[] wanted) {
    DirectBuffer value = dbi.get(txn, sought(wanted));
    return value == null ? -1 : value.getInt(0, java.nio.ByteOrder.BIG_ENDIAN);
  }

  @Override
  void expand(byte[] prefix) {
    int first = java.nio.ByteBuffer.wrap(prefix).getInt();
    short rest = java.nio.ByteBuffer.wrap(prefix).getShort(4);
    boolean entry = cursor.get(sought(prefix), GetOp.MDB_SET_RANGE);
    while (entry) {
      DirectBuffer found = cursor.key();
      if (found.capacity() != 10
          || found.getInt(0, java.nio.ByteOrder.BIG_ENDIAN) != first
          || found.getShort(4, java.nio.ByteOrder.BIG_ENDIAN) != rest) {
        return;
      }
      see(found.getInt(6, java.nio.ByteOrder.BIG_ENDIAN));
      entry = cursor.next();
    }
  }

  @Override
  public void close() {
    cursor.close();
    txn.close();
    env.close();
  }

  /** Puts and deletes in one transaction; LMDB syncs by default. */
  static Committer committer(Path directory) {
    Env<DirectBuffer> env = open(directory);
    Dbi<DirectBuffer> dbi = env.openDbi((byte[]) null);
    UnsafeBuffer key = new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(KEY_BYTES));
    UnsafeBuffer value = new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(1 << 20));
    UnsafeBuffer keyPart = new UnsafeBuffer(key);
    UnsafeBuffer valuePart = new UnsafeBuffer(value);
    return new Committer() {
      @Override
      public void commit(List<Write> writes) {
        try (Txn<DirectBuffer> txn = env.txnWrite()) {
          for (Write write : writes) {
            key.putBytes(0, write.key());
            keyPart.wrap(key, 0, write.key().length);
            byte[] bytes = write.value();
            if (bytes == null) {
              dbi.delete(txn, keyPart);
            } else {
              value.putBytes(0, bytes);
              valuePart.wrap(value, 0, bytes.length);
              dbi.put(txn, keyPart, valuePart);
            }
          }
          txn.commit();
        }
      }

      @Override
      public void close() {
        env.close();
      }
    };
  }

  /**
   * Appends in transactions that leave little to allocate and are not synced, and syncs at the end:
   * one transaction of everything takes longer.
   */
  static Loader loader(Path directory) {
    return new AppendLoader(open(directory, EnvFlags.MDB_NOSYNC));
  }

  private static final class AppendLoader implements Loader {
    private static final int BATCH_BYTES = 16 << 20;

    private final Env<DirectBuffer> env;
    private final Dbi<DirectBuffer> dbi;
    private final UnsafeBuffer key =
        new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(KEY_BYTES));
    private final UnsafeBuffer value =
        new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(1 << 20));
    private final UnsafeBuffer keyPart = new UnsafeBuffer(key);
    private final UnsafeBuffer valuePart = new UnsafeBuffer(value);
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
    public void put(byte[] keyBytes, byte[] valueBytes) {
      key.putBytes(0, keyBytes);
      value.putBytes(0, valueBytes);
      keyPart.wrap(key, 0, keyBytes.length);
      valuePart.wrap(value, 0, valueBytes.length);
      cursor.put(keyPart, valuePart, PutFlags.MDB_APPEND);
      bytes += keyBytes.length + valueBytes.length;
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
