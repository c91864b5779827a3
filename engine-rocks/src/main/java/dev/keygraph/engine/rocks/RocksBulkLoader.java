package dev.keygraph.engine.rocks;

import dev.keygraph.kv.EngineStore.BulkLoader;
import dev.keygraph.kv.EntryBatch;
import dev.keygraph.kv.KvException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Writes table files of bounded size beside the store's own, two at a time, since making them is
 * most of the work; then has the store take them over, all at once, by a rename.
 */
final class RocksBulkLoader implements BulkLoader {
  private static final int THREADS = 2;

  private final RocksDB db;
  private final RocksNatives natives;
  private final RocksErrors errors;
  private final Path directory;
  private final List<String> files = new ArrayList<>();
  private final Deque<CompletableFuture<EntryBatch>> running = new ArrayDeque<>();
  private final ExecutorService writers;
  private EntryBatch batch;

  /**
   * Begins a load.
   *
   * @param directory for the files, on the store's file system; made here and removed by close
   * @param fileBytes about how many bytes of keys and values a file holds
   */
  RocksBulkLoader(
      RocksDB db, RocksNatives natives, RocksErrors errors, Path directory, int fileBytes) {
    this.db = db;
    this.natives = natives;
    this.errors = errors;
    this.directory = directory;
    this.batch = new EntryBatch(fileBytes);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw KvException.ofIo("RocksDB: cannot create " + directory, e);
    }
    writers =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "keygraph-rocks-load");
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < THREADS; i++) {
      running.add(CompletableFuture.completedFuture(new EntryBatch(fileBytes)));
    }
  }

  @Override
  public void put(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    batch.accept(key, keyOffset, keyLength, value, valueOffset, valueLength);
    if (batch.isFull()) {
      writeBatch();
    }
  }

  /** Has the batch written, and goes on with the one that is written first. */
  private void writeBatch() {
    EntryBatch full = batch;
    String file = directory.resolve(files.size() + ".sst").toString();
    files.add(file);
    batch = await(running.remove());
    running.add(CompletableFuture.supplyAsync(() -> write(file, full), writers));
  }

  private EntryBatch write(String file, EntryBatch entries) {
    try (SstFileWriter writer = new SstFileWriter(natives.loadOptions(), natives.options())) {
      writer.open(file);
      // Arrays of the exact length cost less than direct buffers do.
      entries.forEach(
          (key, keyOffset, keyLength, value, valueOffset, valueLength) -> {
            try {
              writer.put(
                  Arrays.copyOfRange(key, keyOffset, keyOffset + keyLength),
                  Arrays.copyOfRange(value, valueOffset, valueOffset + valueLength));
            } catch (RocksDBException e) {
              throw errors.translate("bulk load", e);
            }
          });
      writer.finish();
    } catch (RocksDBException e) {
      throw errors.translate("bulk load", e);
    }
    entries.clear();
    return entries;
  }

  /** Waits without heed to interrupts, and throws what the writing of a file threw. */
  private static EntryBatch await(CompletableFuture<EntryBatch> written) {
    try {
      return written.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  @Override
  public void finish() {
    if (batch.size() > 0) {
      writeBatch();
    }
    running.forEach(RocksBulkLoader::await);
    if (files.isEmpty()) {
      return;
    }
    try (IngestExternalFileOptions options = new IngestExternalFileOptions()) {
      db.ingestExternalFile(files, options.setMoveFiles(true));
    } catch (RocksDBException e) {
      throw errors.translate("bulk load", e);
    }
  }

  /** Waits for the files that are being written: they use what is freed after this. */
  @Override
  public void close() {
    writers.shutdown();
    running.forEach(written -> written.handle((entries, failure) -> true).join());
    RocksFiles.deleteAll(directory);
  }
}
