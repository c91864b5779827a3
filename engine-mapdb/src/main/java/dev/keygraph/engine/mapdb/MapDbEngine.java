package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvTraits;
import java.util.EnumSet;

/**
 * MapDB, a B-link tree in pure Java, over a journaled volume of our own: MapDB's write-ahead log is
 * not read back when a store is opened, so its own files do not survive a killed process.
 *
 * <p>Every {@link Durability} level is kept. {@link Durability#UNSAFE} is no faster than {@link
 * Durability#RELAXED} here, and loses no more.
 */
public final class MapDbEngine implements KvEngine {
  private static final int MAX_KEY_BYTES = 1024;
  private static final int MAX_VALUE_BYTES = 64 << 20;
  private static final KvTraits TRAITS =
      new KvTraits(
          EnumSet.allOf(Durability.class),
          true,
          false,
          MAX_KEY_BYTES,
          MAX_VALUE_BYTES,
          true,
          true,
          true,
          false);

  /** An engine without state. */
  public MapDbEngine() {}

  @Override
  public String name() {
    return "mapdb";
  }

  @Override
  public KvTraits traits() {
    return TRAITS;
  }

  @Override
  public EngineStore open(EngineOptions options) {
    return new MapDbStore(options);
  }
}
