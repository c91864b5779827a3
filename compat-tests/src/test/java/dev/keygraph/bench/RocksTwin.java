package dev.keygraph.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SstFileWriter;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB by hand: one iterator, reused arrays. */
final class RocksTwin extends Twin {
  private static final String FILES = "db";
  private static final long FILE_BYTES = 64 << 20;

  static {
    RocksDB.loadLibrary();
  }

  private final Options options = options();
  private final ReadOptions readOptions = new ReadOptions();
  private final RocksDB db;
  private final RocksIterator iterator;
  private final byte[] key = new byte[512];
  private byte[] value = new byte[1 << 10];

  RocksTwin(Path data, int nodeIdLimit) {
    super(nodeIdLimit);
    try {
      db = RocksDB.open(options, data.resolve(FILES).toString());
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
    iterator = db.newIterator(readOptions);
  }

  /** As the engine's module has them by default. */
  private static Options options() {
    return new Options()
        .setCreateIfMissing(true)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(new LRUCache(256 << 20))
                .setFilterPolicy(new BloomFilter(10)));
  }

  @Override
  int find(byte[] wanted) {
    try {
      int length = db.get(readOptions, wanted, value);
      if (length > value.length) {
        value = new byte[length];
        length = db.get(readOptions, wanted, value);
      }
      return length < 0 ? -1 : toInt(value, 0);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  void expand(byte[] prefix) {
    iterator.seek(prefix);
    while (iterator.isValid()) {
      int length = iterator.key(key, 0, key.length);
      if (length != 10
          || !java.util.Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
        return;
      }
      see(toInt(key, 6));
      iterator.next();
    }
  }

  @Override
  public void close() {
    iterator.close();
    db.close();
    readOptions.close();
    options.close();
  }

  /** Writes a batch, and syncs the log. */
  static Committer committer(Path directory) {
    Options options = options();
    WriteOptions durable = new WriteOptions().setSync(true);
    RocksDB db;
    try {
      db = RocksDB.open(options, directory.resolve(FILES).toString());
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
    return new Committer() {
      @Override
      public void commit(List<Write> writes) {
        try (WriteBatch batch = new WriteBatch()) {
          for (Write write : writes) {
            byte[] bytes = write.value();
            if (bytes == null) {
              batch.delete(write.key());
            } else {
              batch.put(write.key(), bytes);
            }
          }
          db.write(durable, batch);
        } catch (RocksDBException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void close() {
        db.close();
        durable.close();
        options.close();
      }
    };
  }

  /** Writes sorted table files, and hands them over. */
  static Loader loader(Path directory) {
    Options options = options();
    EnvOptions envOptions = new EnvOptions();
    List<String> files = new ArrayList<>();
    return new Loader() {
      private SstFileWriter writer = next();
      private long bytes;

      private SstFileWriter next() {
        SstFileWriter next = new SstFileWriter(envOptions, options);
        String file = directory.resolve(files.size() + ".load").toString();
        try {
          next.open(file);
        } catch (RocksDBException e) {
          throw new IllegalStateException(e);
        }
        files.add(file);
        return next;
      }

      private void finish() {
        try {
          writer.finish();
        } catch (RocksDBException e) {
          throw new IllegalStateException(e);
        }
        writer.close();
      }

      @Override
      public void put(byte[] keyBytes, byte[] valueBytes) {
        try {
          writer.put(keyBytes, valueBytes);
        } catch (RocksDBException e) {
          throw new IllegalStateException(e);
        }
        bytes += keyBytes.length + valueBytes.length;
        if (bytes > FILE_BYTES) {
          finish();
          writer = next();
          bytes = 0;
        }
      }

      @Override
      public void close() {
        finish();
        try (RocksDB db = RocksDB.open(options, directory.resolve(FILES).toString());
            IngestExternalFileOptions ingest = new IngestExternalFileOptions().setMoveFiles(true)) {
          db.ingestExternalFile(files, ingest);
        } catch (RocksDBException e) {
          throw new IllegalStateException(e);
        }
        envOptions.close();
        options.close();
      }
    };
  }
}
