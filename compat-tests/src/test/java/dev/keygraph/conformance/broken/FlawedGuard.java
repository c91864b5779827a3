package dev.keygraph.conformance.broken;

import dev.keygraph.kv.DamageSink;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvReadOnlyException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.KvTransaction;
import dev.keygraph.kv.KvWork;
import dev.keygraph.kv.LendableSnapshot;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A guarded store that does not keep one of the guard's promises. */
record FlawedGuard(KvStore store, Flaw flaw) implements KvStore {

  @Override
  public String engineName() {
    return store.engineName();
  }

  @Override
  public Path directory() {
    return store.directory();
  }

  @Override
  public Durability durability() {
    return store.durability();
  }

  @Override
  public boolean isReadOnly() {
    return store.isReadOnly();
  }

  @Override
  public KvTraits traits() {
    return store.traits();
  }

  @Override
  public KvSnapshot snapshot() {
    KvSnapshot snapshot = store.snapshot();
    return switch (flaw) {
      case GUARD_LEAVES_SNAPSHOTS_OPEN,
          GUARD_KEEPS_EXHAUSTED_CURSORS_VALID,
          GUARD_MOVES_FRESH_CURSORS ->
          new FlawedGuardSnapshot(snapshot, flaw);
      default -> snapshot;
    };
  }

  @Override
  public LendableSnapshot lendableSnapshot() {
    return store.lendableSnapshot();
  }

  @Override
  @SuppressWarnings("NullAway") // Returning null is the flaw.
  public <T extends @Nullable Object> T write(KvWork<T> work) {
    try {
      return store.write(transaction -> work.run(flawed(transaction)));
    } catch (KvReadOnlyException e) {
      if (flaw == Flaw.GUARD_IGNORES_READ_ONLY) {
        return null;
      }
      throw e;
    } catch (IllegalArgumentException e) {
      throw flaw == Flaw.GUARD_WRAPS_EXCEPTIONS ? new KvException("failed", e) : e;
    } finally {
      if (flaw == Flaw.GUARD_SWALLOWS_INTERRUPTS) {
        Thread.interrupted();
      }
    }
  }

  private KvTransaction flawed(KvTransaction transaction) {
    return flaw == Flaw.GUARD_ENDS_SCANS_AT_A_WRITE || flaw == Flaw.GUARD_LETS_TRANSACTIONS_ESCAPE
        ? new FlawedWrites(transaction, flaw)
        : transaction;
  }

  @Override
  public void rebuild(
      Consumer<? super EngineStore.BulkLoader> load, Consumer<Supplier<KvSnapshot>> verify) {
    store.rebuild(load, verify);
  }

  @Override
  public void flush() {
    store.flush();
  }

  @Override
  public void check() {
    store.check();
  }

  @Override
  public KvSnapshot salvage(DamageSink damages) {
    return store.salvage(damages);
  }

  @Override
  public KvStatistics statistics() {
    KvStatistics figures = store.statistics();
    if (flaw != Flaw.GUARD_FORGETS_THE_AGE_OF_SNAPSHOTS) {
      return figures;
    }
    Map<String, Long> details = new HashMap<>(figures.details());
    details.put("oldest-snapshot-millis", 0L);
    return new KvStatistics(figures.entries(), figures.bytesOnDisk(), details);
  }

  @Override
  public void backup(Path target) {
    store.backup(target);
  }

  @Override
  public void backup(Path target, Consumer<? super KvSnapshot> verify) {
    store.backup(target, verify);
  }

  @Override
  public void compact() {
    store.compact();
  }

  @Override
  public void close() {
    store.close();
  }
}
