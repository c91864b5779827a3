package dev.keygraph.bench;

import dev.keygraph.kv.Durability;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.env.Cursor;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.StoreConfig;
import jetbrains.exodus.env.Transaction;
import org.jspecify.annotations.Nullable;

/** Xodus by hand: one exclusive transaction. */
final class XodusWrites implements WriteTwin {
  private static final int ENTRIES_PER_TRANSACTION = 100_000;

  private final Environment environment;
  private @Nullable Transaction transaction;
  private @Nullable Store store;

  XodusWrites(Path directory, Durability durability) {
    environment = XodusTwin.open(directory, durability);
  }

  private Transaction transaction() {
    return Objects.requireNonNull(transaction, "no transaction");
  }

  private Store store() {
    return Objects.requireNonNull(store, "no transaction");
  }

  @Override
  public void begin(boolean reads) {
    Transaction begun = environment.beginExclusiveTransaction();
    transaction = begun;
    store = environment.openStore(XodusTwin.STORE, StoreConfig.USE_EXISTING, begun);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    store().put(transaction(), new ArrayByteIterable(key), new ArrayByteIterable(value));
  }

  @Override
  public void delete(byte[] key) {
    store().delete(transaction(), new ArrayByteIterable(key));
  }

  @Override
  public boolean get(byte[] key, Seen seen) {
    ByteIterable value = store().get(transaction(), new ArrayByteIterable(key));
    if (value == null) {
      return false;
    }
    seen.add(key, key.length, value.getBytesUnsafe(), value.getLength());
    return true;
  }

  @Override
  public void forward(byte[] lower, byte[] upper, Seen seen) {
    try (Cursor cursor = store().openCursor(transaction())) {
      ByteIterable value = cursor.getSearchKeyRange(new ArrayByteIterable(lower));
      while (value != null) {
        ByteIterable key = cursor.getKey();
        byte[] bytes = key.getBytesUnsafe();
        if (Arrays.compareUnsigned(bytes, 0, key.getLength(), upper, 0, upper.length) >= 0) {
          return;
        }
        seen.add(bytes, key.getLength(), value.getBytesUnsafe(), value.getLength());
        value = cursor.getNext() ? cursor.getValue() : null;
      }
    }
  }

  @Override
  public void commit() {
    transaction().commit();
    transaction = null;
    store = null;
  }

  @Override
  public void close() {
    environment.close();
  }

  /** Puts to the right, in large transactions. */
  static Loader loader(Path directory) {
    Environment environment = XodusTwin.open(directory, Durability.DURABLE);
    return new Loader() {
      private Transaction transaction = environment.beginExclusiveTransaction();
      private Store store =
          environment.openStore(XodusTwin.STORE, StoreConfig.WITHOUT_DUPLICATES, transaction);
      private int entries;

      @Override
      public void put(byte[] key, byte[] value) {
        store.putRight(transaction, new ArrayByteIterable(key), new ArrayByteIterable(value));
        if (++entries == ENTRIES_PER_TRANSACTION) {
          transaction.commit();
          transaction = environment.beginExclusiveTransaction();
          store = environment.openStore(XodusTwin.STORE, StoreConfig.USE_EXISTING, transaction);
          entries = 0;
        }
      }

      @Override
      public void close() {
        transaction.commit();
        environment.close();
      }
    };
  }
}
