package dev.keygraph.bench;

import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/** RocksDB by hand: one iterator, reused arrays. */
final class RocksTwin implements ReadTwin {
  static final String FILES = "db";

  static {
    RocksDB.loadLibrary();
  }

  private final Options options = options();
  private final ReadOptions readOptions = new ReadOptions();
  private final RocksDB db;
  private final RocksIterator iterator;
  private final byte[] key = new byte[512];
  private byte[] value = new byte[1 << 10];
  private int keyLength;
  private @Nullable Snapshot snapshot;

  RocksTwin(Path data) {
    db = open(options, data);
    iterator = db.newIterator(readOptions);
  }

  static RocksDB open(Options options, Path data) {
    try {
      return RocksDB.open(options, data.resolve(FILES).toString());
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the engine's module has them by default. */
  static Options options() {
    return new Options()
        .setCreateIfMissing(true)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(new LRUCache(256 << 20))
                .setFilterPolicy(new BloomFilter(10)));
  }

  /** Reads a value into the array; returns its length, or a negative number. */
  private int read(byte[] wanted) {
    try {
      int length = db.get(readOptions, wanted, value);
      if (length > value.length) {
        value = new byte[length];
        length = db.get(readOptions, wanted, value);
      }
      return length;
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int find(byte[] wanted) {
    return read(wanted) < 0 ? -1 : Seen.toInt(value, 0);
  }

  @Override
  public byte @Nullable [] value(byte[] wanted) {
    int length = read(wanted);
    return length < 0 ? null : Arrays.copyOf(value, length);
  }

  @Override
  public boolean get(byte[] wanted, Seen seen) {
    int length = read(wanted);
    if (length < 0) {
      return false;
    }
    seen.add(wanted, wanted.length, value, length);
    return true;
  }

  @Override
  public void expand(byte[] prefix, Frontier frontier) {
    iterator.seek(prefix);
    while (arrive()) {
      if (keyLength < prefix.length
          || !Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
        return;
      }
      frontier.see(Seen.toInt(key, keyLength - Integer.BYTES));
      iterator.next();
    }
  }

  @Override
  public void forward(byte[] lower, byte[] upper, Seen seen) {
    iterator.seek(lower);
    while (arrive() && compare(upper) < 0) {
      show(seen);
      iterator.next();
    }
  }

  @Override
  public void backward(byte[] lower, byte[] upper, Seen seen) {
    iterator.seekForPrev(upper);
    boolean entry = arrive();
    if (entry && compare(upper) >= 0) {
      iterator.prev();
      entry = arrive();
    }
    while (entry && compare(lower) >= 0) {
      show(seen);
      iterator.prev();
      entry = arrive();
    }
  }

  private int compare(byte[] bound) {
    return Arrays.compareUnsigned(key, 0, keyLength, bound, 0, bound.length);
  }

  @Override
  public boolean seek(byte[] wanted, Seen seen) {
    iterator.seek(wanted);
    return arrive() && show(seen);
  }

  @Override
  public boolean next(Seen seen) {
    iterator.next();
    return arrive() && show(seen);
  }

  @Override
  public boolean previous(Seen seen) {
    iterator.prev();
    return arrive() && show(seen);
  }

  /** Reads the key under the iterator; returns whether there is one. */
  private boolean arrive() {
    if (!iterator.isValid()) {
      return false;
    }
    keyLength = iterator.key(key, 0, key.length);
    return true;
  }

  private boolean show(Seen seen) {
    int length = iterator.value(value, 0, value.length);
    if (length > value.length) {
      value = new byte[length];
      length = iterator.value(value, 0, length);
    }
    seen.add(key, keyLength, value, length);
    return true;
  }

  @Override
  public void renew() {
    release();
    Snapshot latest = db.getSnapshot();
    readOptions.setSnapshot(latest);
    snapshot = latest;
  }

  private void release() {
    Snapshot old = snapshot;
    if (old != null) {
      readOptions.setSnapshot(null);
      db.releaseSnapshot(old);
      old.close();
      snapshot = null;
    }
  }

  @Override
  public void close() {
    iterator.close();
    release();
    db.close();
    readOptions.close();
    options.close();
  }
}
