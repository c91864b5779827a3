package dev.keygraph.kv.guard;

import dev.keygraph.kv.DamageSink;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvCheckpointEvent;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvReadOnlyException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.KvUnsupportedException;
import dev.keygraph.kv.KvWork;
import dev.keygraph.kv.SnapshotOptions;
import dev.keygraph.kv.SnapshotUser;
import dev.keygraph.kv.StoreOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open store. Three things make closing it safe at any moment: a call uses the {@link
 * Generation} that it works on, so that the engine closes after it; a snapshot belongs to one
 * thread at a time, so that closing it waits; and one that is opened while the store closes is
 * found either by the closing thread, in {@code snapshots}, or by its own, which looks at {@code
 * closing} after adding it.
 */
final class GuardedStore implements KvStore {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedStore.class);

  private final KvEngine engine;
  private final StoreOptions options;
  private final StoreName name;
  private final KvTraits traits;
  private final SizeLimits limits;
  private final StoreThread writer;
  private final StoreHome home;
  private final Set<GuardedSnapshot> snapshots = ConcurrentHashMap.newKeySet();
  private final Set<Generation> generations = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
  private final LongSupplier clock;
  private final @Nullable SnapshotWatch watch;
  private final HeldWrites heldWrites;
  private final WriteRunner writes;
  private volatile Generation current;

  /**
   * The one before the current one, until what names that is durable; whoever writes changes it.
   */
  private volatile @Nullable Generation unsettled;

  /** Whether a write has succeeded; of whoever has the turn to write. */
  private boolean hasWritten;

  /**
   * An open store.
   *
   * @param clock tells the age of snapshots, in nanoseconds
   * @param report is told what becomes of snapshots, and where they were opened
   */
  GuardedStore(
      KvEngine engine,
      StoreOptions options,
      StoreThread writer,
      StoreHome home,
      EngineStore store,
      Path generation,
      LongSupplier clock,
      BiConsumer<String, @Nullable Throwable> report) {
    this.engine = engine;
    this.options = options;
    this.name = new StoreName(engine.name(), options.directory());
    this.traits = engine.traits();
    this.limits = new SizeLimits(name, traits);
    this.writer = writer;
    this.home = home;
    this.current = new Generation(store, generation, this::closeUnused);
    generations.add(current);
    this.clock = clock;
    SnapshotOptions watched = options.snapshots();
    this.watch = watched.isOn() ? new SnapshotWatch(watched, name, snapshots, clock, report) : null;
    this.heldWrites = new HeldWrites(watched.warnWritten(), name, snapshots, report);
    this.writes = new WriteRunner(name, limits, heldWrites);
    if (watch != null) {
      watch.start();
    }
  }

  @Override
  public String engineName() {
    return name.engine();
  }

  @Override
  public Path directory() {
    return name.directory();
  }

  @Override
  public Durability durability() {
    return options.durability();
  }

  @Override
  public boolean isReadOnly() {
    return options.readOnly();
  }

  @Override
  public KvTraits traits() {
    return traits;
  }

  @Override
  public KvSnapshot snapshot() {
    GuardedSnapshot snapshot = lendableSnapshot();
    if (watch == null) {
      return snapshot;
    }
    WatchedSnapshot handle = new WatchedSnapshot(snapshot);
    snapshot.lend(handle, SnapshotUser.closing(snapshot));
    return handle;
  }

  @Override
  public GuardedSnapshot lendableSnapshot() {
    return snapshot(EngineStore::snapshot);
  }

  @Override
  public KvSnapshot salvage(DamageSink damages) {
    return snapshot(
        store ->
            store instanceof EngineStore.Salvage able ? able.salvage(damages) : store.snapshot());
  }

  private GuardedSnapshot snapshot(Function<EngineStore, KvSnapshot> opener) {
    Generation generation = useCurrent();
    // A commit in between counts for one that may see it: rather too much than too little.
    long bytesBefore = heldWrites.bytes();
    GuardedSnapshot snapshot;
    try {
      snapshot = guard(opener.apply(generation.store()), generation, bytesBefore);
    } catch (InternalError e) {
      generation.letGo();
      throw MemoryFaults.named(name, e);
    } catch (Throwable e) {
      generation.letGo();
      throw e;
    }
    if (closing.get()) {
      snapshot.close();
      throw name.closed("store");
    }
    return snapshot;
  }

  private GuardedSnapshot guard(KvSnapshot bare, Generation generation, long bytesBefore) {
    try {
      GuardedSnapshot snapshot =
          new GuardedSnapshot(
              bare,
              name,
              limits,
              freed -> {
                snapshots.remove(freed);
                generation.letGo();
              },
              clock,
              watch,
              bytesBefore);
      snapshots.add(snapshot);
      return snapshot;
    } catch (Throwable e) {
      bare.close();
      throw e;
    }
  }

  /** Looks at the ages of the snapshots now, and not when the next one is due. */
  void lookAtSnapshots() {
    if (watch != null) {
      watch.sweep();
    }
  }

  @Override
  public <T extends @Nullable Object> T write(KvWork<T> work) {
    refuseToWrite("write");
    return call(
        () -> {
          settle();
          T result = writes.run(current.store(), work);
          hasWritten = true;
          return result;
        },
        this::mayWriteHere);
  }

  /**
   * Returns whether a write may run on this thread; asked in its turn. What has to settle first may
   * not: an interrupt would close the files that it writes. Nor may what could end half-way because
   * the stack does; and the first write needs more of it than others, to initialize classes, which
   * are lost to the process if that fails.
   */
  private boolean mayWriteHere() {
    return hasWritten
        && unsettled == null
        && !current.store().needsWriterThread()
        && StackRoom.isEnough()
        && !VirtualThreads.isCurrent();
  }

  @Override
  public void rebuild(
      Consumer<? super EngineStore.BulkLoader> load, Consumer<Supplier<KvSnapshot>> verify) {
    refuseToWrite("rebuild");
    call(
        () -> {
          runRebuild(load, verify);
          return true;
        });
  }

  private void runRebuild(
      Consumer<? super EngineStore.BulkLoader> load, Consumer<Supplier<KvSnapshot>> verify) {
    home.excludeReaders();
    try {
      replaceCurrent(load, verify);
    } finally {
      home.admitReaders();
    }
  }

  private void replaceCurrent(
      Consumer<? super EngineStore.BulkLoader> load, Consumer<Supplier<KvSnapshot>> verify) {
    settle();
    Generation fresh = build(load, verify);
    try {
      home.switchTo(fresh.directory());
    } catch (Throwable e) {
      if (home.mayBeCurrent(fresh.directory())) {
        // A loss of power may bring the old one back.
        unsettled = current;
        current = fresh;
      } else {
        retire(fresh);
      }
      throw e;
    }
    Generation old = current;
    current = fresh;
    retire(old);
  }

  /** Makes durable what names the current generation, so that what is written to it is, too. */
  private void settle() {
    Generation old = unsettled;
    if (old != null) {
      home.switchTo(current.directory());
      unsettled = null;
      retire(old);
    }
  }

  private static void retire(Generation generation) {
    generation.markReplaced();
    generation.letGo();
  }

  /**
   * Builds a generation without the cost of durable commits, since nobody needs it before it is
   * complete and durable as a whole; then opens it as its users want it.
   */
  private Generation build(
      Consumer<? super EngineStore.BulkLoader> load, Consumer<Supplier<KvSnapshot>> verify) {
    Path directory = home.createNext();
    try {
      EngineStore store = openToBuild(directory);
      EngineStore built = store;
      CloseSteps steps = new CloseSteps();
      steps.take(() -> new Rebuild(built, name, limits).run(load, verify));
      if (traits.persistent() || !steps.isClean()) {
        steps.take(built::close);
      }
      steps.finish();
      if (traits.persistent()) {
        home.sync(directory);
        store = StoreOpener.openEngine(engine, options, directory, true);
      }
      Generation fresh = new Generation(store, directory, this::closeUnused);
      generations.add(fresh);
      return fresh;
    } catch (Throwable e) {
      home.delete(directory);
      throw e;
    }
  }

  private EngineStore openToBuild(Path directory) {
    Durability level =
        traits.durabilities().contains(Durability.UNSAFE)
            ? Durability.UNSAFE
            : options.durability();
    return StoreOpener.openEngine(
        engine,
        new StoreOptions(options.directory(), level, options.readOnly(), options.settings()),
        directory,
        false);
  }

  @Override
  public void flush() {
    refuseOnWriter("flush");
    if (options.readOnly()) {
      useCurrent().letGo();
      return;
    }
    call(
        () -> {
          settle();
          checkpoint(current, current.store()::flush);
          return true;
        });
  }

  @Override
  public void check() {
    Generation generation = useCurrent();
    try {
      if (generation.store() instanceof EngineStore.Check able) {
        able.check();
      }
    } catch (InternalError e) {
      throw MemoryFaults.named(name, e);
    } finally {
      generation.letGo();
    }
  }

  private void checkpoint(Generation generation, Runnable work) {
    if (traits.persistent()) {
      KvCheckpointEvent.record(name.engine(), generation.directory(), work);
    } else {
      work.run();
    }
  }

  @Override
  public KvStatistics statistics() {
    Generation generation = useCurrent();
    try {
      KvStatistics figures = generation.store().statistics();
      Map<String, Long> details = new TreeMap<>(figures.details());
      List<GuardedSnapshot> used = snapshots.stream().filter(GuardedSnapshot::isInUse).toList();
      long oldest = used.stream().mapToLong(GuardedSnapshot::ageNanos).max().orElse(0);
      details.put("open-snapshots", (long) used.size());
      details.put("oldest-snapshot-millis", TimeUnit.NANOSECONDS.toMillis(oldest));
      details.put("bytes-since-oldest-snapshot", heldWrites.sinceOldest());
      details.put("queued-writes", (long) writer.queued());
      return new KvStatistics(figures.entries(), figures.bytesOnDisk(), details);
    } catch (InternalError e) {
      throw MemoryFaults.named(name, e);
    } finally {
      generation.letGo();
    }
  }

  @Override
  public void backup(Path target) {
    backUp(target, copy -> {});
  }

  @Override
  public void backup(Path target, Consumer<? super KvSnapshot> verify) {
    backUp(target, copy -> verifyBackup(copy, verify));
  }

  private void verifyBackup(Path copy, Consumer<? super KvSnapshot> verify) {
    EngineStore store =
        StoreOpener.openEngine(
            engine,
            new StoreOptions(options.directory(), options.durability(), true, options.settings()),
            copy,
            true);
    CloseSteps steps = new CloseSteps();
    steps.take(
        () -> {
          GuardedSnapshot snapshot = new GuardedSnapshot(store.snapshot(), name, limits);
          try {
            verify.accept(snapshot);
          } finally {
            snapshot.close();
          }
        });
    steps.take(store::close);
    steps.finish();
  }

  private void backUp(Path target, Consumer<Path> verify) {
    Generation generation = useCurrent();
    try {
      if (!(generation.store() instanceof EngineStore.Backup able)) {
        throw unsupported("copy a store that is open");
      }
      StoreThread copier = new StoreThread("keygraph-backup " + name.engine());
      try {
        copier
            .submit(
                () -> {
                  new StoreBackup(name, able, verify).to(target);
                  return true;
                })
            .await();
      } finally {
        copier.stop();
      }
    } catch (InternalError e) {
      throw MemoryFaults.named(name, e);
    } finally {
      generation.letGo();
    }
  }

  @Override
  public void compact() {
    refuseToWrite("compact");
    call(
        () -> {
          if (current.store() instanceof EngineStore.Compaction able) {
            checkpoint(current, able::compact);
          } else if (traits.persistent()) {
            StoreCopy copy = new StoreCopy(current.store(), name, KvProgress.SILENT);
            runRebuild(copy::load, copy::compare);
          } else {
            throw unsupported("give space back, since it keeps nothing on disk");
          }
          return true;
        });
  }

  @Override
  public void close() {
    if (closed.isDone()) {
      return;
    }
    refuseToCloseFromWithin();
    if (!closing.compareAndSet(false, true)) {
      closed.join();
      return;
    }
    CloseSteps steps = new CloseSteps();
    try {
      writer.refuse(() -> name.closed("store"));
      steps.take(() -> onWriter(() -> {}));
      steps.take(() -> closeSnapshots(steps));
      if (watch != null) {
        watch.stop();
      }
      if (!options.readOnly()) {
        Generation last = current;
        steps.take(() -> onWriter(this::settle));
        steps.take(() -> onWriter(() -> checkpoint(last, last.store()::flush)));
      }
      letGoOfAll();
      generations.forEach(generation -> steps.take(generation::awaitClosed));
      boolean clean = steps.isClean();
      steps.take(() -> onWriter(() -> home.leave(clean)));
    } finally {
      writer.stop();
      closed.complete(true);
    }
    steps.finish();
  }

  private void letGoOfAll() {
    Generation old = unsettled;
    if (old != null) {
      old.letGo();
    }
    current.letGo();
  }

  private void closeSnapshots(CloseSteps steps) {
    long used = snapshots.stream().filter(GuardedSnapshot::isInUse).count();
    if (used > 0) {
      LOG.warn("closing the {} with {} open snapshots", name, used);
    }
    snapshots.forEach(snapshot -> steps.take(snapshot::close));
  }

  /** Runs work of the store's own on the writer thread, and waits for it. */
  private void onWriter(Runnable work) {
    writer
        .submit(
            () -> {
              work.run();
              return true;
            })
        .await();
  }

  /** Closes a generation that nobody uses any more, on the writer thread. */
  private void closeUnused(Generation generation) {
    if (!writer.isCurrent()) {
      writer.submit(
          () -> {
            closeUnused(generation);
            return true;
          });
      return;
    }
    generation.closeStore();
    if (generation.isReplaced()) {
      try {
        generation.awaitClosed();
      } catch (RuntimeException e) {
        LOG.warn("{} could not be closed: {}", generation.directory(), name, e);
      }
      generations.remove(generation);
      home.delete(generation.directory());
    }
  }

  /** Runs work of a caller on the writer thread. */
  private <T extends @Nullable Object> T call(Supplier<T> work) {
    return call(work, () -> false);
  }

  /** The same, or runs it on this thread, where that is said to be allowed. */
  private <T extends @Nullable Object> T call(Supplier<T> work, BooleanSupplier here) {
    try {
      return writer.call(work, here);
    } catch (InternalError e) {
      throw MemoryFaults.named(name, e);
    }
  }

  /** Returns the current generation with one user more, who lets it go. */
  private Generation useCurrent() {
    while (true) {
      if (closing.get()) {
        throw name.closed("store");
      }
      Generation generation = current;
      if (generation.use()) {
        return generation;
      }
    }
  }

  private void refuseToWrite(String what) {
    refuseOnWriter(what);
    if (options.readOnly()) {
      throw new KvReadOnlyException("cannot %s, the %s is open read-only".formatted(what, name));
    }
  }

  private void refuseOnWriter(String what) {
    if (writer.isWithinWork()) {
      throw new IllegalStateException(
          "%s was called from within write work, for which it would wait: %s"
              .formatted(what, name));
    }
  }

  private void refuseToCloseFromWithin() {
    refuseOnWriter("close");
    if (snapshots.stream().anyMatch(GuardedSnapshot::isOwner)) {
      throw new IllegalStateException(
          "close was called from within a visitor of a snapshot of the same store: " + name);
    }
  }

  private KvUnsupportedException unsupported(String what) {
    return new KvUnsupportedException(
        "the engine %s cannot %s: %s".formatted(name.engine(), what, name));
  }
}
