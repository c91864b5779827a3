package dev.keygraph.conformance.broken;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.kv.KvTraits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** A sorted map with a log: as simple as an engine can be, so that only the flaw is wrong. */
final class FlawedEngine implements KvEngine {
  private final Flaw flaw;

  FlawedEngine(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public String name() {
    return "flawed";
  }

  @Override
  public KvTraits traits() {
    Set<Durability> levels = EnumSet.allOf(Durability.class);
    return new KvTraits(
        levels,
        /* persistent= */ true,
        /* nativeCode= */ flaw == Flaw.ESCAPED_VIEW_ENDS_THE_PROCESS,
        /* maxKeyBytes= */ 1000,
        /* maxValueBytes= */ KvTraits.COMMON_MAX_VALUE_BYTES,
        /* backup= */ flaw != Flaw.HIDES_A_CAPABILITY,
        /* compaction= */ true,
        /* bulkLoad= */ true,
        /* foreignReaders= */ flaw == Flaw.READERS_MISS_ANOTHER_PROCESSES_COMMITS);
  }

  @Override
  public EngineStore open(EngineOptions options) {
    if (flaw == Flaw.CLAIMS_A_MISSING_LEVEL && options.durability() == Durability.UNSAFE) {
      throw new IllegalArgumentException("no such level");
    }
    try {
      FlawedStore store = new FlawedStore(options, flaw);
      return flaw == Flaw.CLAIMS_A_MISSING_CAPABILITY
          ? new WithoutCapabilities(store)
          : new WithCapabilities(store);
    } catch (IOException e) {
      throw new KvIoException("cannot open " + options.directory(), e);
    }
  }

  private record WithCapabilities(FlawedStore store)
      implements EngineStore, EngineStore.Backup, EngineStore.Compaction, EngineStore.BulkLoad {
    @Override
    public KvSnapshot snapshot() {
      return store.snapshot();
    }

    @Override
    public EngineTransaction begin() {
      return store.begin();
    }

    @Override
    public void flush() {
      store.flush();
    }

    @Override
    public KvStatistics statistics() {
      return store.statistics();
    }

    @Override
    public void backup(Path directory) {
      store.backup(directory);
    }

    @Override
    public void compact() {
      store.compact();
    }

    @Override
    public BulkLoader bulkLoader() {
      return store.bulkLoader();
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private record WithoutCapabilities(FlawedStore store) implements EngineStore {
    @Override
    public KvSnapshot snapshot() {
      return store.snapshot();
    }

    @Override
    public EngineTransaction begin() {
      return store.begin();
    }

    @Override
    public void flush() {
      store.flush();
    }

    @Override
    public KvStatistics statistics() {
      return store.statistics();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
