package dev.keygraph.bench;

import dev.keygraph.kv.Durability;
import java.nio.file.Path;
import java.util.Arrays;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.env.Cursor;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.EnvironmentConfig;
import jetbrains.exodus.env.Environments;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.StoreConfig;
import jetbrains.exodus.env.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Xodus by hand: one read-only transaction, over the kind of tree that does the whole job best. Its
 * tree with prefixing searches somewhat faster, but walks and loads several times slower.
 *
 * <p>A cursor that stands somewhere searches upwards from there. That is the fastest way forwards,
 * but can skip entries backwards, for which it opens another.
 */
final class XodusTwin implements ReadTwin {
  static final String STORE = "twin";

  private final Environment environment;
  private Transaction transaction;
  private Store store;
  private Cursor cursor;
  private byte[] place = {};
  private int placeLength;

  XodusTwin(Path data) {
    environment = open(data, Durability.DURABLE);
    transaction = environment.beginReadonlyTransaction();
    store = environment.openStore(STORE, StoreConfig.USE_EXISTING, transaction);
    cursor = store.openCursor(transaction);
  }

  static Environment open(Path data, Durability durability) {
    return Environments.newInstance(
        data.toFile(),
        new EnvironmentConfig()
            .setMemoryUsage(Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4))
            .setLogDurableWrite(durability == Durability.DURABLE)
            .setGcEnabled(false));
  }

  @Override
  public int find(byte[] key) {
    ByteIterable value = store.get(transaction, new ArrayByteIterable(key));
    return value == null ? -1 : Seen.toInt(value.getBytesUnsafe(), 0);
  }

  @Override
  public byte @Nullable [] value(byte[] key) {
    ByteIterable value = store.get(transaction, new ArrayByteIterable(key));
    return value == null ? null : Arrays.copyOf(value.getBytesUnsafe(), value.getLength());
  }

  @Override
  public boolean get(byte[] key, Seen seen) {
    ByteIterable value = store.get(transaction, new ArrayByteIterable(key));
    if (value == null) {
      return false;
    }
    seen.add(key, key.length, value.getBytesUnsafe(), value.getLength());
    return true;
  }

  @Override
  public void expand(byte[] prefix, Frontier frontier) {
    boolean entry = search(prefix);
    while (entry) {
      byte[] key = arrive();
      if (placeLength < prefix.length
          || !Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
        return;
      }
      frontier.see(Seen.toInt(key, placeLength - Integer.BYTES));
      entry = cursor.getNext();
    }
  }

  @Override
  public void forward(byte[] lower, byte[] upper, Seen seen) {
    boolean entry = search(lower);
    while (entry) {
      byte[] key = arrive();
      if (Arrays.compareUnsigned(key, 0, placeLength, upper, 0, upper.length) >= 0) {
        return;
      }
      show(key, seen);
      entry = cursor.getNext();
    }
  }

  @Override
  public void backward(byte[] lower, byte[] upper, Seen seen) {
    boolean entry = search(upper) ? cursor.getPrev() : cursor.getLast();
    while (entry) {
      byte[] key = arrive();
      if (Arrays.compareUnsigned(key, 0, placeLength, lower, 0, lower.length) < 0) {
        return;
      }
      show(key, seen);
      entry = cursor.getPrev();
    }
  }

  @Override
  public boolean seek(byte[] key, Seen seen) {
    return search(key) && show(arrive(), seen);
  }

  @Override
  public boolean next(Seen seen) {
    return cursor.getNext() && show(arrive(), seen);
  }

  @Override
  public boolean previous(Seen seen) {
    return cursor.getPrev() && show(arrive(), seen);
  }

  private boolean search(byte[] key) {
    if (Arrays.compareUnsigned(key, 0, key.length, place, 0, placeLength) < 0) {
      cursor.close();
      cursor = store.openCursor(transaction);
    }
    return cursor.getSearchKeyRange(new ArrayByteIterable(key)) != null;
  }

  /** Notes where the cursor is, and returns the key's bytes there. */
  private byte[] arrive() {
    ByteIterable key = cursor.getKey();
    place = key.getBytesUnsafe();
    placeLength = key.getLength();
    return place;
  }

  private boolean show(byte[] key, Seen seen) {
    ByteIterable value = cursor.getValue();
    seen.add(key, placeLength, value.getBytesUnsafe(), value.getLength());
    return true;
  }

  @Override
  public void renew() {
    cursor.close();
    transaction.abort();
    transaction = environment.beginReadonlyTransaction();
    store = environment.openStore(STORE, StoreConfig.USE_EXISTING, transaction);
    cursor = store.openCursor(transaction);
    place = new byte[0];
    placeLength = 0;
  }

  @Override
  public void close() {
    cursor.close();
    transaction.abort();
    environment.close();
  }
}
