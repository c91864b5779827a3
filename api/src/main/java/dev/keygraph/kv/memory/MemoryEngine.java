package dev.keygraph.kv.memory;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvTraits;
import java.util.Set;

/**
 * An engine on the heap: a store lives as long as it is open, and its directory is only a name. It
 * serves graphs that can be indexed again at any time, and tests.
 */
public final class MemoryEngine implements KvEngine {

  /** This engine's name in configurations. */
  public static final String NAME = "memory";

  private static final KvTraits TRAITS =
      new KvTraits(
          Set.of(Durability.UNSAFE),
          /* persistent= */ false,
          /* nativeCode= */ false,
          /* maxKeyBytes= */ 1 << 20,
          /* maxValueBytes= */ 1 << 30,
          /* backup= */ false,
          /* compaction= */ false,
          /* bulkLoad= */ true,
          /* foreignReaders= */ false);

  /** The engine; it has no state. */
  public MemoryEngine() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public KvTraits traits() {
    return TRAITS;
  }

  @Override
  public EngineStore open(EngineOptions options) {
    return new MemoryStore();
  }
}
