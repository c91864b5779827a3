package dev.keygraph.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.env.Cursor;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.EnvironmentConfig;
import jetbrains.exodus.env.Environments;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.StoreConfig;
import jetbrains.exodus.env.Transaction;

/**
 * Xodus by hand: one read-only transaction, over the kind of tree that does the whole job best. Its
 * tree with prefixing searches somewhat faster, but walks and loads several times slower.
 *
 * <p>A cursor that stands somewhere searches upwards from there. That is the fastest way forwards,
 * but can skip entries backwards, for which it opens another.
 */
final class XodusTwin extends Twin {
  private static final String STORE = "twin";
  private static final int ENTRIES_PER_TRANSACTION = 100_000;

  private final Environment environment;
  private final Transaction transaction;
  private final Store store;
  private Cursor cursor;
  private byte[] place = {};

  XodusTwin(Path data, int nodeIdLimit) {
    super(nodeIdLimit);
    environment = open(data);
    transaction = environment.beginReadonlyTransaction();
    store = environment.openStore(STORE, StoreConfig.USE_EXISTING, transaction);
    cursor = store.openCursor(transaction);
  }

  private static Environment open(Path data) {
    return Environments.newInstance(
        data.toFile(),
        new EnvironmentConfig()
            .setMemoryUsage(512L << 20)
            .setLogDurableWrite(true)
            .setGcEnabled(false));
  }

  @Override
  int find(byte[] key) {
    ByteIterable value = store.get(transaction, new ArrayByteIterable(key));
    return value == null ? -1 : toInt(value.getBytesUnsafe(), 0);
  }

  @Override
  void expand(byte[] prefix) {
    if (Arrays.compareUnsigned(prefix, place) < 0) {
      cursor.close();
      cursor = store.openCursor(transaction);
    }
    ByteIterable value = cursor.getSearchKeyRange(new ArrayByteIterable(prefix));
    while (value != null) {
      ByteIterable key = cursor.getKey();
      byte[] bytes = key.getBytesUnsafe();
      place = bytes;
      if (key.getLength() != 10
          || !Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length)) {
        return;
      }
      see(toInt(bytes, 6));
      value = cursor.getNext() ? cursor.getValue() : null;
    }
  }

  @Override
  public void close() {
    cursor.close();
    transaction.abort();
    environment.close();
  }

  /** Puts and deletes in one exclusive transaction. */
  static Committer committer(Path directory) {
    Environment environment = open(directory);
    return new Committer() {
      @Override
      public void commit(List<Write> writes) {
        Transaction transaction = environment.beginExclusiveTransaction();
        Store store = environment.openStore(STORE, StoreConfig.USE_EXISTING, transaction);
        for (Write write : writes) {
          ArrayByteIterable key = new ArrayByteIterable(write.key());
          byte[] value = write.value();
          if (value == null) {
            store.delete(transaction, key);
          } else {
            store.put(transaction, key, new ArrayByteIterable(value));
          }
        }
        transaction.commit();
      }

      @Override
      public void close() {
        environment.close();
      }
    };
  }

  /** Puts to the right, in large transactions. */
  static Loader loader(Path directory) {
    Environment environment = open(directory);
    return new Loader() {
      private Transaction transaction = environment.beginExclusiveTransaction();
      private Store store =
          environment.openStore(STORE, StoreConfig.WITHOUT_DUPLICATES, transaction);
      private int entries;

      @Override
      public void put(byte[] key, byte[] value) {
        store.putRight(transaction, new ArrayByteIterable(key), new ArrayByteIterable(value));
        if (++entries == ENTRIES_PER_TRANSACTION) {
          transaction.commit();
          transaction = environment.beginExclusiveTransaction();
          store = environment.openStore(STORE, StoreConfig.USE_EXISTING, transaction);
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
