package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.AcknowledgedMark;
import dev.keygraph.kv.DamageSink;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.CopyFlags;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.Env.ReadersFullException;
import org.lmdbjava.EnvInfo;
import org.lmdbjava.Stat;
import org.lmdbjava.Txn;

/** An open environment, whose unnamed database holds the entries. */
final class LmdbStore
    implements EngineStore,
        EngineStore.Backup,
        EngineStore.BulkLoad,
        EngineStore.Check,
        EngineStore.Salvage {
  static final String DATA_FILE = "data.mdb";
  static final String LOCK_FILE = "lock.mdb";
  private static final int META_PAGES = 2;
  private static final int KEY_BYTES = 511;
  private static final int BETWEEN_READER_CHECKS = 64;

  private final Path directory;
  private final Env<MemoryView> env;
  private final Dbi<MemoryView> dbi;
  private final LmdbErrors errors;
  private final LmdbSettings settings;
  private final ArrayBlockingQueue<LmdbSnapshot> idle;
  private final Durability durability;
  private final AcknowledgedMark acknowledged;
  private final Scratch writeKey = new Scratch(KEY_BYTES);

  /** What all read-only openings of the directory in this process share. */
  private final @Nullable ReadEnvironment reading;

  private int begun;
  private volatile @Nullable RuntimeException failedSync;

  LmdbStore(
      Path directory,
      Env<MemoryView> env,
      Dbi<MemoryView> dbi,
      LmdbErrors errors,
      LmdbSettings settings,
      Durability durability,
      AcknowledgedMark acknowledged,
      @Nullable ReadEnvironment reading) {
    this.reading = reading;
    this.durability = durability;
    this.acknowledged = acknowledged;
    this.directory = directory;
    this.env = env;
    this.dbi = dbi;
    this.errors = errors;
    this.settings = settings;
    this.idle = new ArrayBlockingQueue<>(settings.idleSnapshots());
  }

  @Override
  public KvSnapshot snapshot() {
    try {
      return reading == null ? beginSnapshot() : reading.begin(this::beginSnapshot);
    } catch (RuntimeException e) {
      throw errors.translate("opening a snapshot", e);
    }
  }

  private LmdbSnapshot beginSnapshot() {
    LmdbSnapshot snapshot = idle.poll();
    if (snapshot == null) {
      return new LmdbSnapshot(this, beginRead(), dbi, errors);
    }
    snapshot.renew();
    return snapshot;
  }

  /**
   * A process that was killed leaves its readers behind: their places are freed when none is left.
   */
  private Txn<MemoryView> beginRead() {
    try {
      return env.txnRead();
    } catch (ReadersFullException e) {
      if (env.readerCheck() == 0) {
        throw e;
      }
      return env.txnRead();
    }
  }

  /** Keeps a closed snapshot for the next one, or frees it where enough are kept. */
  void giveBack(LmdbSnapshot closed) {
    if (reading != null) {
      reading.ended();
    }
    if (!idle.offer(closed)) {
      free(closed);
    }
  }

  private void free(LmdbSnapshot closed) {
    try {
      look(
          () -> {
            closed.free();
            return true;
          });
    } catch (Dbi.MapResizedException e) {
      // Freeing looks at the last commit once more, which may be outside of the map by now. What
      // is not freed looks at nothing, and goes with the environment.
    }
  }

  @Override
  public EngineTransaction begin() {
    checkSound();
    try {
      if (++begun % BETWEEN_READER_CHECKS == 0) {
        // What a reader saw whose process was killed is kept until somebody looks for it.
        env.readerCheck();
      }
      Txn<MemoryView> txn = env.txnWrite();
      try {
        return new LmdbTransaction(txn, dbi, errors, writeKey, this::committed);
      } catch (Throwable e) {
        // It holds LMDB's lock of the writer.
        txn.close();
        throw e;
      }
    } catch (RuntimeException e) {
      throw errors.translate("beginning a transaction", e);
    }
  }

  /** LMDB's lock of the writer belongs to the thread of each transaction, and to no other. */
  @Override
  public boolean needsWriterThread() {
    return false;
  }

  /**
   * Notes the last commit where it is on stable storage. It is asked for: a transaction that
   * changed nothing, such as one that deleted what was not there, has a number and writes none.
   */
  private void committed() {
    if (durability == Durability.DURABLE) {
      acknowledged.note(env.info().lastTransactionId, largest());
    }
  }

  @Override
  public BulkLoader bulkLoader() {
    return new LmdbBulkLoader(env, dbi, errors, settings.loadBatch());
  }

  @Override
  public void flush() {
    if (env.isReadOnly()) {
      return;
    }
    checkSound();
    try {
      long last = env.info().lastTransactionId;
      sync();
      acknowledged.note(last, largest());
    } catch (RuntimeException e) {
      throw errors.translate("flush", e);
    }
  }

  private void sync() {
    try {
      env.sync(true);
    } catch (RuntimeException e) {
      failedSync = e;
      throw e;
    }
  }

  /**
   * Refuses to go on after a sync that failed: the operating system may count as written what it
   * lost, and the next sync would say that all is there.
   */
  private void checkSound() {
    RuntimeException failure = failedSync;
    if (failure != null) {
      throw new KvIoException(
          "LMDB store "
              + directory
              + ": an earlier sync failed; close the store and open it again: "
              + failure,
          failure);
    }
  }

  @Override
  public void backup(Path target) {
    try {
      look(
          () -> {
            env.copy(target.toFile(), CopyFlags.MDB_CP_COMPACT);
            return true;
          });
    } catch (RuntimeException e) {
      // The target may be on another disk, which is the full one.
      throw new LmdbErrors(target).translate("backup of " + directory, e);
    }
  }

  @Override
  public void check() {
    try (PinnedFile pinned = pin()) {
      PageCheck.run(pinned.file());
    } catch (RuntimeException e) {
      throw errors.translate("check", e);
    }
  }

  @Override
  public KvSnapshot salvage(DamageSink damages) {
    try {
      PinnedFile pinned = pin();
      try {
        DamageNotes notes = new DamageNotes(damages);
        LastCommit.noteDoubt(pinned.file(), notes);
        return SalvagedSnapshot.read(pinned.file(), notes, pinned::close);
      } catch (RuntimeException | Error e) {
        pinned.close();
        throw e;
      }
    } catch (RuntimeException e) {
      throw errors.translate("reading what is left", e);
    }
  }

  private PinnedFile pin() {
    return PinnedFile.open(
        directory.resolve(DATA_FILE),
        () -> reading == null ? beginRead() : reading.begin(this::beginRead),
        this::endRead);
  }

  private void endRead(Txn<MemoryView> reader) {
    look(
        () -> {
          reader.close();
          return true;
        });
    if (reading != null) {
      reading.ended();
    }
  }

  @Override
  public KvStatistics statistics() {
    try {
      return look(this::readStatistics);
    } catch (RuntimeException e) {
      throw errors.translate("statistics", e);
    }
  }

  /** LMDB never makes its file shorter: one that became so while it was open is damaged. */
  private long largest() {
    return Math.max(size(DATA_FILE), acknowledged.size());
  }

  private <T> T look(Supplier<T> look) {
    return reading == null ? look.get() : reading.look(look);
  }

  private KvStatistics readStatistics() {
    Stat stat = env.stat();
    EnvInfo info = env.info();
    long pages = info.lastPageNumber + 1;
    long used = META_PAGES + stat.branchPages + stat.leafPages + stat.overflowPages;
    Map<String, Long> details = new TreeMap<>();
    details.put("branch-pages", stat.branchPages);
    details.put("depth", (long) stat.depth);
    // Of these, some are kept for snapshots, and the others are written over next.
    details.put("free-bytes", Math.max(0, pages - used) * stat.pageSize);
    details.put("last-transaction", info.lastTransactionId);
    details.put("leaf-pages", stat.leafPages);
    details.put("map-bytes", info.mapSize);
    details.put("overflow-pages", stat.overflowPages);
    details.put("page-bytes", (long) stat.pageSize);
    details.put("pages", pages);
    details.put("reader-slots", (long) info.maxReaders);
    details.put("reader-slots-used", (long) info.numReaders);
    return new KvStatistics(stat.entries, size(DATA_FILE) + size(LOCK_FILE), details);
  }

  private long size(String file) {
    try {
      return Presence.sizeOf(directory.resolve(file));
    } catch (IOException e) {
      throw KvException.ofIo("LMDB store " + directory + ": reading a file's size failed", e);
    }
  }

  @Override
  public void close() {
    try (acknowledged) {
      for (LmdbSnapshot snapshot = idle.poll(); snapshot != null; snapshot = idle.poll()) {
        free(snapshot);
      }
      if (failedSync == null && !env.isReadOnly()) {
        flush();
        acknowledged.end(env.info().lastTransactionId, largest());
      }
    } catch (RuntimeException e) {
      throw errors.translate("close", e);
    } finally {
      if (reading == null) {
        env.close();
      } else {
        reading.leave();
      }
    }
  }
}
