package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.graph.ChangeListener;
import dev.keygraph.graph.ChangeRegistration;
import dev.keygraph.graph.CommitListener;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.GraphStatistics;
import dev.keygraph.graph.GraphWriter;
import dev.keygraph.graph.HotTierStatistics;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.ImportReport;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.hot.HotTier;
import dev.keygraph.hot.SymbolCache;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvReadOnlyException;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.kv.guard.CloseSteps;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link Graph} whose units and indexes are the ordered keys of a {@link KvStore}. */
public final class StoredGraph implements Graph {
  /** The version of the format that this code reads and writes. */
  static final int FORMAT_VERSION = 1;

  /** Of how many changed units listeners may not have heard, where nobody says otherwise. */
  private static final long WARN_BACKLOG = 100_000;

  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final byte[] FORMAT_KEY = Keys.meta("format");

  private static final Logger LOG = LoggerFactory.getLogger(StoredGraph.class);

  private final KvStore store;
  private final GroupCommit commits;
  private final @Nullable HotVersions hotVersions;
  private final @Nullable WarmUp warmUp;
  private final GraphWriter writer = new StoredWriter(this);
  private final ChangeFeed feed;
  private final Publication publication;

  private StoredGraph(
      KvStore store,
      StateRecord state,
      Kinds kinds,
      @Nullable HotVersions hotVersions,
      @Nullable WarmUp warmUp,
      long warnBacklog) {
    this.store = store;
    this.hotVersions = hotVersions;
    this.warmUp = warmUp;
    this.feed = new ChangeFeed(where(store), state.version(), warnBacklog);
    this.publication = new Publication(store, state, kinds, hotVersions, feed);
    this.commits = new GroupCommit(store, publication);
  }

  /**
   * Opens the graph that a store holds, without a hot tier; see {@link #open(KvStore,
   * HotTierOptions)}.
   */
  public static StoredGraph open(KvStore store) {
    return open(store, HotTierOptions.OFF);
  }

  /**
   * Opens the graph that a store holds, or begins one where the store is empty.
   *
   * @param store belongs to the graph from now on, and is closed if this throws
   * @throws KvWrongFormatException if the store has a newer format, or is no graph
   * @throws KvCorruptedException if its counters cannot be read
   */
  public static StoredGraph open(KvStore store, HotTierOptions hotTier) {
    return open(store, hotTier, WARN_BACKLOG);
  }

  /**
   * Opens the graph that a store holds, as {@link #open(KvStore, HotTierOptions)} does.
   *
   * @param warnBacklog of how many changed units listeners may not have heard before the log says
   *     so; 0: of any number
   */
  public static StoredGraph open(KvStore store, HotTierOptions hotTier, long warnBacklog) {
    try {
      if (!store.isReadOnly()) {
        initialize(store);
      }
      try (KvSnapshot snapshot = store.lendableSnapshot()) {
        checkFormat(store, snapshot);
        StateRecord state = readState(store, snapshot);
        Kinds kinds = Kinds.read(snapshot);
        HotVersions hotVersions = hotVersions(store, state, kinds, hotTier);
        WarmUp warmUp = hotVersions == null ? null : WarmUp.start(hotVersions, hotTier.warmUp());
        return new StoredGraph(store, state, kinds, hotVersions, warmUp, warnBacklog);
      } catch (MalformedBytesException e) {
        throw corrupted(store, e);
      }
    } catch (RuntimeException | Error e) {
      try {
        store.close();
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private static @Nullable HotVersions hotVersions(
      KvStore store, StateRecord state, Kinds kinds, HotTierOptions options) {
    if (!options.enabled()) {
      return null;
    }
    long tableBytes = HotTier.tableBytes(state.nextNode());
    if (tableBytes > Runtime.getRuntime().maxMemory() / 4) {
      LOG.warn(
          "{} gives ids up to {}, for which a hot tier needs {} bytes before it holds anything:"
              + " all questions are answered by the engine; if there were never so many symbols,"
              + " the counters are damaged: keygraph verify tells, and repair mends it",
          where(store),
          state.nextNode(),
          tableBytes);
      return null;
    }
    long symbolBytes = Math.min(options.maxSymbolBytes(), options.maxBytes() / 2);
    return new HotVersions(
        store,
        new HotTier(options.maxBytes() - symbolBytes),
        new SymbolCache(symbolBytes),
        state,
        kinds);
  }

  private static void initialize(KvStore store) {
    try (KvSnapshot snapshot = store.lendableSnapshot()) {
      boolean empty =
          snapshot.scan(
              new byte[0], null, dev.keygraph.kv.ScanDirection.FORWARD, (key, value) -> false);
      if (!empty) {
        return;
      }
    }
    store.write(
        transaction -> {
          transaction.put(FORMAT_KEY, formatValue());
          transaction.put(CommitState.STATE_KEY, StateRecord.INITIAL.encode());
          return true;
        });
  }

  static byte[] formatKey() {
    return FORMAT_KEY.clone();
  }

  static byte[] formatValue() {
    return ByteBuffer.allocate(Integer.BYTES).putInt(FORMAT_VERSION).array();
  }

  private static void checkFormat(KvStore store, KvReader reader) {
    byte[] value = reader.get(FORMAT_KEY);
    if (value == null && store.isReadOnly()) {
      throw new KvWrongFormatException(
          where(store) + " holds no graph yet; open it for writing once, and index into it");
    }
    if (value == null || value.length != Integer.BYTES) {
      throw new KvWrongFormatException(where(store) + " holds entries, but no graph");
    }
    checkFormat(store, value);
  }

  /** Refuses another format than this one; the value is that of its key, and has 4 bytes. */
  static void checkFormat(KvStore store, byte[] value) {
    int version = ByteBuffer.wrap(value).getInt();
    if (version != FORMAT_VERSION) {
      throw new KvWrongFormatException(
          where(store)
              + " has format "
              + version
              + ", and this version of keygraph reads format "
              + FORMAT_VERSION
              + "; use the version that wrote it, or index into a new directory");
    }
  }

  static StateRecord readState(KvStore store, KvReader reader) {
    byte[] value = reader.get(CommitState.STATE_KEY);
    if (value == null) {
      throw new KvCorruptedException(where(store) + " has no counters; index into a new directory");
    }
    return StateRecord.decode(value);
  }

  static KvCorruptedException corrupted(KvStore store, MalformedBytesException e) {
    return new KvCorruptedException(
        where(store)
            + " is damaged: "
            + e.getMessage()
            + "; restore a backup, or index into a new directory",
        e);
  }

  static String where(KvStore store) {
    return "store " + store.directory() + " (engine " + store.engineName() + ")";
  }

  /** Returns whether another process may commit while the store is open here. */
  static boolean followsOtherWriter(KvStore store) {
    return store.isReadOnly() && store.traits().foreignReaders();
  }

  /** Returns the counters of the last commit, whoever made it. */
  private StateRecord lastState() {
    if (!followsOtherWriter(store)) {
      return publication.state();
    }
    try (KvSnapshot snapshot = store.lendableSnapshot()) {
      return readState(store, snapshot);
    } catch (MalformedBytesException e) {
      throw corrupted(store, e);
    }
  }

  long commit(Consumer<Commit> edit) {
    if (store.isReadOnly()) {
      throw new KvReadOnlyException(
          where(store) + " was opened read-only; open it for writing to change it");
    }
    try {
      return commits.commit(edit);
    } catch (MalformedBytesException e) {
      throw corrupted(store, e);
    }
  }

  /** Returns the store below, which belongs to the graph. */
  public KvStore store() {
    return store;
  }

  /**
   * Closes what stands by for the next reader, so that it keeps nothing alive in the engine: before
   * space is to be given back. Any thread may call it.
   */
  public void letGo() {
    if (hotVersions != null) {
      hotVersions.beginning();
    }
  }

  @Override
  public GraphSnapshot snapshot() {
    if (hotVersions != null) {
      try {
        return hotVersions.open();
      } catch (MalformedBytesException e) {
        throw corrupted(store, e);
      }
    }
    Kinds known = publication.kinds();
    return new StoredSnapshot(store, store.snapshot(), known);
  }

  @Override
  public GraphSnapshot snapshotAtLeast(long version, Duration timeout)
      throws TimeoutException, InterruptedException {
    if (followsOtherWriter(store)) {
      awaitOtherWriter(version, timeout);
    } else {
      publication.await(version, timeout);
    }
    return snapshot();
  }

  /** Nobody tells of another process's commits: looks again and again. */
  private void awaitOtherWriter(long version, Duration timeout)
      throws TimeoutException, InterruptedException {
    long start = System.nanoTime();
    long nanos = TimeUnit.NANOSECONDS.convert(timeout);
    for (long last = version(); last < version; last = version()) {
      long left = nanos - (System.nanoTime() - start);
      if (left <= 0) {
        throw new TimeoutException(
            "version " + version + " did not appear in time; the last is " + last);
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(left, BETWEEN_LOOKS_NANOS));
    }
  }

  @Override
  public long version() {
    return lastState().version();
  }

  @Override
  public GraphWriter writer() {
    return writer;
  }

  @Override
  public ImportReport importUnits(Iterator<UnitContent> units, ImportOptions options) {
    if (store.isReadOnly()) {
      throw new KvReadOnlyException(
          where(store) + " was opened read-only; open it for writing to import into it");
    }
    long start = System.nanoTime();
    long[] counts = {0, -1};
    boolean[] aside = {false};
    commits.exclusively(
        () -> {
          publication.catchUp();
          if (version() == 0) {
            aside[0] = true;
            letGo();
            try (EmptyGraphImport work = new EmptyGraphImport(store, options)) {
              counts[0] = work.run(units);
              counts[1] = work.entries();
            } catch (RuntimeException | Error e) {
              catchUpAfter(e);
              throw e;
            }
            publication.imported();
          }
        });
    if (!aside[0]) {
      counts[0] = new FilledGraphImport(writer, options).run(units);
    }
    Duration duration = Duration.of(System.nanoTime() - start, TimeUnit.NANOSECONDS.toChronoUnit());
    return new ImportReport(version(), counts[0], counts[1], duration);
  }

  /** No generation was put in place, unless that failed late. */
  private void catchUpAfter(Throwable failure) {
    try {
      publication.catchUp();
    } catch (RuntimeException | Error e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public ChangeRegistration addChangeListener(ChangeListener listener) {
    return feed.add(Objects.requireNonNull(listener, "listener"));
  }

  @Override
  public void flush() {
    store.flush();
    if (warmUp != null) {
      warmUp.save();
    }
  }

  @Override
  public GraphStatistics statistics() {
    StateRecord now = lastState();
    return statistics(now, store, Optional.ofNullable(hotVersions).map(HotVersions::statistics));
  }

  static GraphStatistics statistics(
      StateRecord state, KvStore store, Optional<HotTierStatistics> hotTier) {
    return new GraphStatistics(
        state.version(),
        state.units(),
        state.nodes(),
        state.unresolved(),
        state.edges(),
        hotTier,
        store.statistics());
  }

  @Override
  public int waitingEdits() {
    return commits.waiting();
  }

  @Override
  public long waitingChanges() {
    return feed.backlog();
  }

  @Override
  public void addCommitListener(CommitListener listener) {
    publication.addCommitListener(Objects.requireNonNull(listener, "listener"));
  }

  @Override
  public void removeCommitListener(CommitListener listener) {
    publication.removeCommitListener(listener);
  }

  @Override
  public String engineName() {
    return store.engineName();
  }

  @Override
  public void close() {
    CloseSteps steps = new CloseSteps();
    steps.take(feed::settle);
    if (warmUp != null) {
      steps.take(warmUp::close);
    }
    if (hotVersions != null) {
      steps.take(hotVersions::close);
    }
    steps.take(publication::close);
    steps.take(store::close);
    steps.take(feed::end);
    steps.finish();
  }
}
