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
import org.rocksdb.Snapshot;

/** RocksDB by hand: one snapshot, one iterator, reused arrays. */
final class RocksTwin implements ReadTwin {
  static final String FILES = "db";

  static {
    RocksDB.loadLibrary();
  }

  private final Options options = options();
  private final ReadOptions readOptions = new ReadOptions();
  private final RocksDB db;
  private final RocksEntries entries;
  private byte[] value = new byte[1 << 10];
  private Snapshot snapshot;

  RocksTwin(Path data) {
    db = open(options, data);
    snapshot = db.getSnapshot();
    readOptions.setSnapshot(snapshot);
    entries = new RocksEntries(db.newIterator(readOptions));
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
                .setBlockCache(new LRUCache(128 << 20))
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
    entries.expand(prefix, frontier);
  }

  @Override
  public void forward(byte[] lower, byte[] upper, Seen seen) {
    entries.forward(lower, upper, seen);
  }

  @Override
  public void backward(byte[] lower, byte[] upper, Seen seen) {
    entries.backward(lower, upper, seen);
  }

  @Override
  public boolean seek(byte[] wanted, Seen seen) {
    return entries.seek(wanted, seen);
  }

  @Override
  public boolean next(Seen seen) {
    return entries.next(seen);
  }

  @Override
  public boolean previous(Seen seen) {
    return entries.previous(seen);
  }

  @Override
  public void renew() {
    readOptions.setSnapshot(null);
    db.releaseSnapshot(snapshot);
    snapshot.close();
    snapshot = db.getSnapshot();
    readOptions.setSnapshot(snapshot);
  }

  @Override
  public void close() {
    entries.close();
    readOptions.close();
    db.releaseSnapshot(snapshot);
    snapshot.close();
    db.close();
    options.close();
  }
}
