package dev.keygraph.engine.rocks;

import dev.keygraph.kv.EngineStore.BulkLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final int SMALLEST = 64 << 10;

  private final RocksDB db;
  private final RocksNatives natives;
  private final RocksErrors errors;
  private final Path directory;
  private final long fileBytes;
  private final List<String> files = new ArrayList<>();
  private ByteBuffer key = ByteBuffer.allocateDirect(SMALLEST);
  private ByteBuffer value = ByteBuffer.allocateDirect(SMALLEST);
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
      byte[] newKey,
      int keyOffset,
      int keyLength,
      byte[] newValue,
      int valueOffset,
      int valueLength) {
    key = fill(key, newKey, keyOffset, keyLength);
    value = fill(value, newValue, valueOffset, valueLength);
    try {
      SstFileWriter file = writer == null ? begin() : writer;
      file.put(key, value);
      written += keyLength + valueLength;
      if (written >= fileBytes) {
        end(file);
      }
    } catch (RocksDBException e) {
      throw errors.translate("bulk load", e);
    }
  }

  private static ByteBuffer fill(ByteBuffer buffer, byte[] bytes, int offset, int length) {
    ByteBuffer room = length > buffer.capacity() ? ByteBuffer.allocateDirect(length) : buffer;
    return room.clear().put(bytes, offset, length).flip();
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
