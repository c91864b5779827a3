package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.kv.ScanDirection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A MapDB tree over a {@link PageFile}, which gives it commits that survive, and snapshots.
 *
 * <p>MapDB itself writes the tree: it allocates, splits and frees in write transactions, over pages
 * that only the open transaction sees, and so is never read while it writes. Snapshots read the
 * same bytes in place, with {@link RecordReader} and {@link TreeCursor}, and need nothing of
 * MapDB's heap state.
 */
final class MapDbStore
    implements EngineStore, EngineStore.Backup, EngineStore.Compaction, EngineStore.BulkLoad {
  private final StoreFiles files;
  private final MapDbSettings settings;
  private final boolean readOnly;
  private final boolean durable;
  private volatile PageFile pages;
  private @Nullable TreeWriter writer;

  MapDbStore(EngineOptions options) {
    files = new StoreFiles(options.directory());
    settings = MapDbSettings.of(options.settings());
    readOnly = options.readOnly();
    durable = options.durability() == Durability.DURABLE;
    if (!readOnly) {
      prepare();
    }
    pages = openPages();
    boolean opened = false;
    try {
      snapshot().close();
      if (!readOnly) {
        begin().close();
      }
      opened = true;
    } finally {
      if (!opened) {
        pages.close();
      }
    }
  }

  private void prepare() {
    try {
      Files.deleteIfExists(files.freshData());
    } catch (IOException e) {
      throw Failures.io(files.freshData(), "delete", e);
    }
    if (!files.exist()) {
      files.create(settings, entries -> {});
    } else {
      files.settle();
    }
  }

  private PageFile openPages() {
    return PageFile.open(files.directory(), files.data(), readOnly, settings.limits());
  }

  @Override
  public KvSnapshot snapshot() {
    return new MapDbSnapshot(pages, files.data());
  }

  @Override
  public EngineTransaction begin() {
    TreeWriter current = writer;
    if (current == null) {
      current = new TreeWriter(pages, files.data(), settings);
      writer = current;
    }
    return new MapDbTransaction(this, current);
  }

  @Override
  public boolean needsWriterThread() {
    return false;
  }

  /** Commits for a transaction; if it throws, nothing of it is left. */
  void commit(TreeWriter transaction) {
    boolean committed = false;
    try {
      if (transaction.isChanged()) {
        transaction.commit(durable);
      }
      committed = true;
    } finally {
      if (!committed) {
        writer = null;
      }
    }
  }

  /** Ends a transaction, committed or not. */
  void end(TreeWriter transaction) {
    if (transaction.isChanged()) {
      writer = null;
    }
  }

  @Override
  public void flush() {
    if (!readOnly) {
      pages.flush();
    }
  }

  @Override
  public KvStatistics statistics() {
    PageFile current = pages;
    return new KvStatistics(
        -1,
        current.bytesOnDisk(),
        Map.of(
            "version",
            current.version(),
            "checkpoints",
            current.checkpoints(),
            KvStatistics.LOG_BYTES,
            current.journalBytes(),
            "reader-bytes",
            current.readerBytes(),
            "reader-versions",
            current.readerVersions()));
  }

  @Override
  public void backup(Path directory) {
    new StoreFiles(directory).create(settings, this::copyTo);
  }

  private void copyTo(TreeLoader target) {
    try (KvSnapshot snapshot = snapshot()) {
      snapshot.scan(
          new byte[0],
          null,
          ScanDirection.FORWARD,
          (key, value) -> {
            byte[] bytes = value.toByteArray();
            target.put(key.toByteArray(), bytes, 0, bytes.length);
            return true;
          });
    }
  }

  @Override
  public void compact() {
    load(this::copyTo);
  }

  private void load(Consumer<TreeLoader> entries) {
    try (TreeLoader loader = new TreeLoader(files.freshData(), settings)) {
      entries.accept(loader);
      loader.finish();
    }
    replaceData();
  }

  @Override
  public BulkLoader bulkLoader() {
    return new MapDbBulkLoader(this, new TreeLoader(files.freshData(), settings));
  }

  /**
   * Puts a data file that was written beside the current one in its place. The journals are emptied
   * first: until the name moves, the old file is the store, and from then on the new one. Snapshots
   * of the old one go on reading it.
   */
  void replaceData() {
    PageFile old = pages;
    old.checkpointAll();
    writer = null;
    PageFile fresh;
    try {
      old.restartJournals(Math.min(old.base().length(), Files.size(files.freshData())));
      files.moveIntoPlace();
      fresh = openReplaced();
    } catch (IOException e) {
      stopIfMoved(old, e);
      throw Failures.io(files.data(), "replace", e);
    } catch (RuntimeException | Error e) {
      stopIfMoved(old, e);
      throw e;
    }
    pages = fresh;
    old.close();
  }

  /** Once the name has moved, a commit to the old file would be one to a file that nobody opens. */
  private void stopIfMoved(PageFile old, Throwable reason) {
    if (!Files.exists(files.freshData())) {
      old.stop(reason);
    }
  }

  private PageFile openReplaced() {
    PageFile fresh = openPages();
    try {
      fresh.restartJournals(fresh.base().length());
    } catch (RuntimeException | Error e) {
      fresh.close();
      throw e;
    }
    return fresh;
  }

  @Override
  public void close() {
    PageFile current = pages;
    try {
      if (!readOnly) {
        current.checkpointAll();
      }
    } finally {
      current.close();
    }
  }
}
