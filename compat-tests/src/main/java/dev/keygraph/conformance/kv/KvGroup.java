package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.KvTransaction;
import dev.keygraph.kv.SnapshotOptions;
import dev.keygraph.kv.StoreOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A group of tests: each has a store of its own, whose invariants are checked after the test. */
abstract class KvGroup {
  /** For the files of one test. */
  @TempDir Path temporary;

  private final Ledger ledger = new Ledger();
  private final List<KvStore> others = new ArrayList<>();
  private KvTraits traits;
  private Path directory;
  private @Nullable KvStore store;

  abstract KvConformance conformance();

  @BeforeEach
  final void prepare() {
    traits = conformance().engine().traits();
    directory = temporary.resolve("store");
  }

  /**
   * Checks the store that a test leaves open, and that everything below the guard is closed with
   * it.
   */
  @AfterEach
  final void checkStore() {
    try {
      KvStore left = store;
      if (left != null) {
        List<Entry> before = checkInvariants(left);
        ledger.assertNothingInUse();
        if (traits.persistent()) {
          Entries.check("entries after reopening", checkInvariants(reopen()), before);
        }
      }
    } finally {
      closeAll();
    }
    ledger.assertAllClosed();
    ledger.assertNoViolations();
  }

  private void closeAll() {
    RuntimeException failure = null;
    List<KvStore> all = new ArrayList<>(others);
    KvStore left = store;
    if (left != null) {
      all.add(left);
    }
    for (KvStore each : all) {
      try {
        each.close();
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static List<Entry> checkInvariants(KvStore store) {
    try (KvSnapshot snapshot = store.snapshot()) {
      List<Entry> entries = Entries.checked(snapshot);
      KvStatistics statistics = store.statistics();
      if (statistics.entries() >= 0) {
        assertThat(statistics.entries()).as("statistics().entries()").isEqualTo(entries.size());
      }
      return entries;
    }
  }

  final KvTraits traits() {
    return traits;
  }

  final String engineName() {
    return conformance().engine().name();
  }

  final Ledger ledger() {
    return ledger;
  }

  /** Returns the directory of {@link #store()}. */
  final Path directory() {
    return directory;
  }

  /** Returns the test's store, opened at the first call. */
  final KvStore store() {
    KvStore open = store;
    if (open == null) {
      open = openUntracked(directory, level(), false);
      store = open;
    }
    return open;
  }

  /** Returns the level of tests that are not about levels: the quickest safe one. */
  final Durability level() {
    return traits.durabilities().contains(Durability.RELAXED)
        ? Durability.RELAXED
        : strongestLevel();
  }

  final Durability strongestLevel() {
    return traits.durabilities().contains(Durability.DURABLE)
        ? Durability.DURABLE
        : traits.durabilities().contains(Durability.RELAXED)
            ? Durability.RELAXED
            : Durability.UNSAFE;
  }

  final StoreOptions options(Path path, Durability durability, boolean readOnly) {
    return new StoreOptions(path, durability, readOnly, conformance().settings());
  }

  /** Opens another store, which is closed after the test. */
  final KvStore open(Path path, Durability durability, boolean readOnly) {
    KvStore other = openUntracked(path, durability, readOnly);
    others.add(other);
    return other;
  }

  final KvStore open(Path path) {
    return open(path, level(), false);
  }

  /** Opens another store whose snapshots may not stay open, which is closed after the test. */
  final KvStore open(Path path, SnapshotOptions snapshots) {
    KvStore other =
        openUntracked(new StoreOptions(path, level(), false, conformance().settings(), snapshots));
    others.add(other);
    return other;
  }

  private KvStore openUntracked(Path path, Durability durability, boolean readOnly) {
    return openUntracked(options(path, durability, readOnly));
  }

  private KvStore openUntracked(StoreOptions options) {
    return conformance().open(new AssertingEngine(conformance().engine(), ledger), options);
  }

  /** Closes {@link #store()}; the next call of that opens it again. */
  final void close() {
    KvStore open = store;
    store = null;
    if (open != null) {
      open.close();
    }
  }

  /** Closes the store and opens it again; only after {@link #assumePersistent()}. */
  final KvStore reopen() {
    close();
    return store();
  }

  /** Reopens in the middle of a test where the engine keeps what it has. */
  final void reopenIfPersistent() {
    if (traits.persistent()) {
      reopen();
    }
  }

  final void assumePersistent() {
    assumeTrue(
        traits.persistent(), () -> "engine " + engineName() + " does not declare: persistent");
  }

  final void write(Consumer<? super KvTransaction> work) {
    write(store(), work);
  }

  static void write(KvStore store, Consumer<? super KvTransaction> work) {
    store.write(
        transaction -> {
          work.accept(transaction);
          return Boolean.TRUE;
        });
  }

  static void put(KvStore store, byte[] key, byte[] value) {
    write(store, transaction -> transaction.put(key, value));
  }

  static void putAll(KvStore store, Map<byte[], byte[]> entries) {
    write(store, transaction -> entries.forEach(transaction::put));
  }

  static <T> T read(KvStore store, Function<? super KvSnapshot, T> reading) {
    try (KvSnapshot snapshot = store.snapshot()) {
      return reading.apply(snapshot);
    }
  }

  /** Returns a store's entries, after checking what holds of any. */
  static List<Entry> entries(KvStore store) {
    return read(store, Entries::checked);
  }

  static byte @Nullable [] get(KvStore store, byte[] key) {
    try (KvSnapshot snapshot = store.snapshot()) {
      return snapshot.get(key);
    }
  }

  static boolean has(KvStore store, byte[] key) {
    try (KvSnapshot snapshot = store.snapshot()) {
      return snapshot.get(key, (k, value) -> true);
    }
  }

  /** Checks that a new snapshot of a store holds exactly {@code expected}. */
  static void check(KvStore store, Map<byte[], byte[]> expected) {
    try (KvSnapshot snapshot = store.snapshot()) {
      Entries.check(snapshot, expected);
    }
  }
}
