package dev.keygraph.store;

import dev.keygraph.kv.DamageSink;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.KvWork;
import dev.keygraph.kv.LendableSnapshot;
import dev.keygraph.kv.memory.MemoryEngine;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store of {@link EngineVersion}s, without threads and locks of its own. */
final class VersionedEngine implements KvStore {
  private static final KvTraits TRAITS = new MemoryEngine().traits();

  private volatile EngineVersion current = new EngineVersion(0);

  /** Makes the next version visible. */
  void show(int number) {
    current = new EngineVersion(number);
  }

  @Override
  public LendableSnapshot lendableSnapshot() {
    return current;
  }

  @Override
  public KvSnapshot snapshot() {
    return current;
  }

  @Override
  public String engineName() {
    return "versioned";
  }

  @Override
  public Path directory() {
    return Path.of("nowhere");
  }

  @Override
  public Durability durability() {
    return Durability.UNSAFE;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public KvTraits traits() {
    return TRAITS;
  }

  @Override
  public void check() {}

  @Override
  public KvSnapshot salvage(DamageSink damages) {
    return current;
  }

  @Override
  public KvStatistics statistics() {
    return new KvStatistics(0, 0, Map.of());
  }

  @Override
  public <T extends @Nullable Object> T write(KvWork<T> work) {
    throw new UnsupportedOperationException("versions are shown");
  }

  @Override
  public void rebuild(
      Consumer<? super EngineStore.BulkLoader> load, Consumer<Supplier<KvSnapshot>> verify) {
    throw new UnsupportedOperationException("versions are shown");
  }

  @Override
  public void flush() {}

  @Override
  public void backup(Path target) {
    throw new UnsupportedOperationException("nothing is kept");
  }

  @Override
  public void backup(Path target, Consumer<? super KvSnapshot> verify) {
    throw new UnsupportedOperationException("nothing is kept");
  }

  @Override
  public void compact() {}

  @Override
  public void close() {}
}
