package dev.keygraph.store;

import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.ImportProgress;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.ScanDirection;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Imports units into an empty graph: encodes them on other threads, gives out ids on this one,
 * sorts all keys, loads them into a fresh generation of the store, reads them back, and puts that
 * in place.
 */
final class EmptyGraphImport implements AutoCloseable {
  /** Units that go from thread to thread together: handing over costs as much as a small one. */
  private static final int UNITS_TOGETHER = 16;

  /** How many times that many are encoded ahead of those whose ids are given out, or are added. */
  private static final int AHEAD = 4;

  /** Entries that are loaded between two reports, and read back together. */
  private static final int STEP = 1 << 16;

  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final KvStore store;
  private final ImportOptions options;
  private final ImportEntries entries;
  private final ImportChecksum loaded = new ImportChecksum();
  private final List<byte[]> rangeStarts = new ArrayList<>();
  private final ExecutorService workers;

  /**
   * Adds the units, in their order, and then passes the entries on; it waits for the workers, so
   * that it is none of them.
   */
  private final ExecutorService collector;

  EmptyGraphImport(KvStore store, ImportOptions options) {
    this.store = store;
    this.options = options;
    this.entries = new ImportEntries(new ImportFiles(store.directory()), options.memoryBytes());
    this.workers = Executors.newFixedThreadPool(THREADS, EmptyGraphImport::thread);
    this.collector = Executors.newSingleThreadExecutor(EmptyGraphImport::thread);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "keygraph-import");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns the number of keys that were loaded. */
  long entries() {
    return loaded.count();
  }

  /** Imports all units and returns their number. */
  long run(Iterator<UnitContent> units) {
    try {
      long count = read(units);
      entries.sort(workers);
      store.rebuild(this::load, this::verify);
      return count;
    } catch (UncheckedIOException e) {
      throw KvException.ofIo(
          "store " + store.directory() + ": sorting in temporary files failed",
          Objects.requireNonNull(e.getCause()));
    }
  }

  private long read(Iterator<UnitContent> units) {
    Deque<Future<List<EncodedUnit>>> encoding = new ArrayDeque<>();
    Deque<Future<?>> adding = new ArrayDeque<>();
    long count = 0;
    while (units.hasNext() || !encoding.isEmpty()) {
      if (units.hasNext() && encoding.size() < AHEAD) {
        List<UnitContent> some = next(units);
        encoding.add(workers.submit(() -> some.stream().map(EncodedUnit::of).toList()));
      } else {
        List<EncodedUnit> some = Futures.get(encoding.remove());
        List<int[]> ids = some.stream().map(entries::ids).toList();
        adding.add(collector.submit(() -> add(some, ids)));
        if (adding.size() > AHEAD) {
          Futures.get(adding.remove());
        }
        count += some.size();
        options.progress().update(ImportProgress.Phase.UNITS, count, -1);
      }
    }
    adding.forEach(Futures::get);
    options.progress().update(ImportProgress.Phase.UNITS, count, count);
    return count;
  }

  private static List<UnitContent> next(Iterator<UnitContent> units) {
    List<UnitContent> some = new ArrayList<>(UNITS_TOGETHER);
    while (some.size() < UNITS_TOGETHER && units.hasNext()) {
      some.add(units.next());
    }
    return some;
  }

  private void add(List<EncodedUnit> units, List<int[]> ids) {
    for (int i = 0; i < units.size(); i++) {
      entries.add(units.get(i), ids.get(i));
    }
  }

  private void load(EngineStore.BulkLoader loader) {
    long total = entries.count();
    options.progress().update(ImportProgress.Phase.SORT, 0, total);
    long[] done = {0};
    EntryStream.run(
        collector,
        sink ->
            entries.forEach(
                (key, keyOffset, keyLength, value, valueOffset, valueLength) -> {
                  if (loaded.count() % STEP == 0) {
                    rangeStarts.add(Arrays.copyOfRange(key, keyOffset, keyOffset + keyLength));
                  }
                  loaded.add(key, keyOffset, keyLength, value, valueOffset, valueLength);
                  sink.accept(key, keyOffset, keyLength, value, valueOffset, valueLength);
                }),
        (key, keyOffset, keyLength, value, valueOffset, valueLength) -> {
          if (done[0] == 0) {
            options.progress().update(ImportProgress.Phase.SORT, total, total);
          }
          loader.put(key, keyOffset, keyLength, value, valueOffset, valueLength);
          if (++done[0] % STEP == 0) {
            options.progress().update(ImportProgress.Phase.LOAD, done[0], Math.max(done[0], total));
          }
        });
    options.progress().update(ImportProgress.Phase.LOAD, loaded.count(), loaded.count());
  }

  /** Reads everything back, range by range, on all processors. */
  private void verify(Supplier<KvSnapshot> snapshots) {
    AtomicInteger nextRange = new AtomicInteger();
    ImportChecksum found = new ImportChecksum();
    List<Future<?>> readers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      readers.add(
          workers.submit(
              () -> {
                try (KvSnapshot snapshot = snapshots.get()) {
                  for (int range = nextRange.getAndIncrement();
                      range <= rangeStarts.size();
                      range = nextRange.getAndIncrement()) {
                    addRange(snapshot, range, found);
                  }
                } finally {
                  // Where one reader fails, the others need not go on.
                  nextRange.set(rangeStarts.size() + 1);
                }
              }));
    }
    Futures.getAll(readers);
    options.progress().update(ImportProgress.Phase.VERIFY, found.count(), found.count());
    String difference = loaded.difference(found);
    if (!difference.isEmpty() || !found.isSymmetric()) {
      throw new KvCorruptedException(
          "store "
              + store.directory()
              + " (engine "
              + store.engineName()
              + "): what was imported reads back differently (keys of tag "
              + difference
              + "); the store is as it was before. Check the disk, then import again");
    }
  }

  /** Reads what lies before the start of a range, and not before that of the one before it. */
  private void addRange(KvSnapshot snapshot, int range, ImportChecksum found) {
    byte[] lower = range == 0 ? new byte[0] : rangeStarts.get(range - 1);
    byte[] upper = range == rangeStarts.size() ? null : rangeStarts.get(range);
    ImportChecksum part = new ImportChecksum();
    snapshot.scan(
        lower,
        upper,
        ScanDirection.FORWARD,
        (key, value) -> {
          part.add(key, value);
          return true;
        });
    synchronized (found) {
      found.add(part);
      options.progress().update(ImportProgress.Phase.VERIFY, found.count(), loaded.count());
    }
  }

  @Override
  public void close() {
    collector.shutdownNow();
    workers.shutdownNow();
    // Both may be at work on the entries still.
    Futures.awaitEnd(collector);
    Futures.awaitEnd(workers);
    entries.close();
  }
}
