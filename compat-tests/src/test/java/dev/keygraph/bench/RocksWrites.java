package dev.keygraph.bench;

import dev.keygraph.kv.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBatchInterface;
import org.rocksdb.WriteBatchWithIndex;
import org.rocksdb.WriteOptions;

/** RocksDB by hand: a batch, with an index where it is read. */
final class RocksWrites implements WriteTwin {
  private static final long FILE_BYTES = 64 << 20;

  private final Options options;
  private final WriteOptions writeOptions;
  private final ReadOptions readOptions = new ReadOptions();
  private final RocksDB db;
  private @Nullable WriteBatch plain;
  private @Nullable WriteBatchWithIndex indexed;

  RocksWrites(Path directory, Durability durability) {
    options = RocksTwin.options();
    writeOptions =
        new WriteOptions()
            .setSync(durability == Durability.DURABLE)
            .setDisableWAL(durability == Durability.UNSAFE);
    db = RocksTwin.open(options, directory);
  }

  @Override
  public void begin(boolean reads) {
    if (reads) {
      indexed = new WriteBatchWithIndex(true);
    } else {
      plain = new WriteBatch();
    }
  }

  private WriteBatchInterface batch() {
    return plain != null ? plain : indexed();
  }

  private WriteBatchWithIndex indexed() {
    return Objects.requireNonNull(indexed, "no transaction that reads");
  }

  @Override
  public void put(byte[] key, byte[] value) {
    try {
      batch().put(key, value);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void delete(byte[] key) {
    try {
      batch().delete(key);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean get(byte[] key, Seen seen) {
    try {
      byte[] value = indexed().getFromBatchAndDB(db, readOptions, key);
      if (value == null) {
        return false;
      }
      seen.add(key, key.length, value, value.length);
      return true;
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void forward(byte[] lower, byte[] upper, Seen seen) {
    try (RocksEntries entries =
        new RocksEntries(indexed().newIteratorWithBase(db.newIterator(readOptions)))) {
      entries.forward(lower, upper, seen);
    }
  }

  @Override
  public void commit() {
    try (WriteBatch batch = plain;
        WriteBatchWithIndex withIndex = indexed) {
      if (batch != null) {
        db.write(writeOptions, batch);
      } else {
        db.write(writeOptions, Objects.requireNonNull(withIndex));
      }
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    } finally {
      plain = null;
      indexed = null;
    }
  }

  @Override
  public void close() {
    db.close();
    readOptions.close();
    writeOptions.close();
    options.close();
  }

  /** Writes sorted table files, and hands them over. */
  static Loader loader(Path directory) {
    Options options = RocksTwin.options();
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
      public void put(byte[] key, byte[] value) {
        try {
          writer.put(key, value);
        } catch (RocksDBException e) {
          throw new IllegalStateException(e);
        }
        bytes += key.length + value.length;
        if (bytes > FILE_BYTES) {
          finish();
          writer = next();
          bytes = 0;
        }
      }

      @Override
      public void close() {
        finish();
        try (RocksDB db = RocksTwin.open(options, directory);
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
