package dev.keygraph.engine.rocks;

import dev.keygraph.kv.EngineStore.BulkLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Writes table files of bounded size beside the store's own, and then has the store take them over,
 * all at once, by a rename.
 */
final class RocksBulkLoader implements BulkLoader {
  private final RocksDB db;
  private final RocksNatives natives;
  private final RocksErrors errors;
  private final Path directory;
  private final long fileBytes;
  private final List<String> files = new ArrayList<>();
  private @Nullable SstFileWriter writer;
  private long written;

  /**
   * Begins a load.
   *
   * @param directory for the files, on the store's file system; made here and removed by close
   */
  RocksBulkLoader(
      RocksDB db, RocksNatives natives, RocksErrors errors, Path directory, long fileBytes) {
    this.db = db;
    this.natives = natives;
    this.errors = errors;
    this.directory = directory;
    this.fileBytes = fileBytes;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void put(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    try {
      SstFileWriter file = writer == null ? begin() : writer;
      file.put(exactly(key, keyOffset, keyLength), exactly(value, valueOffset, valueLength));
      written += keyLength + valueLength;
      if (written >= fileBytes) {
        end(file);
      }
    } catch (RocksDBException e) {
      throw errors.translate("bulk load", e);
    }
  }

  /** A copy on the heap and a plain array cost less than a direct buffer does. */
  private static byte[] exactly(byte[] bytes, int offset, int length) {
    return offset == 0 && length == bytes.length
        ? bytes
        : Arrays.copyOfRange(bytes, offset, offset + length);
  }

  private SstFileWriter begin() throws RocksDBException {
    SstFileWriter begun = new SstFileWriter(natives.loadOptions(), natives.options());
    writer = begun;
    String file = directory.resolve(files.size() + ".sst").toString();
    begun.open(file);
    files.add(file);
    written = 0;
    return begun;
  }

  private void end(SstFileWriter file) throws RocksDBException {
    file.finish();
    writer = null;
    file.close();
  }

  @Override
  public void finish() {
    try (IngestExternalFileOptions options = new IngestExternalFileOptions()) {
      SstFileWriter last = writer;
      if (last != null) {
        end(last);
      }
      if (!files.isEmpty()) {
        db.ingestExternalFile(files, options.setMoveFiles(true));
      }
    } catch (RocksDBException e) {
      throw errors.translate("bulk load", e);
    }
  }

  @Override
  public void close() {
    SstFileWriter unfinished = writer;
    writer = null;
    if (unfinished != null) {
      unfinished.close();
    }
    RocksFiles.deleteAll(directory);
  }
}
