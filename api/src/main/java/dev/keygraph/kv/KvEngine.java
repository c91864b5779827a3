package dev.keygraph.kv;

/**
 * A key-value engine that keygraph can store a graph in. Implementations have a public constructor
 * without parameters, keep no state, and are registered in {@code
 * META-INF/services/dev.keygraph.kv.KvEngine}.
 */
public interface KvEngine {

  /** Returns the engine's name in configurations and on disk: lower case, letters only. */
  String name();

  /** Returns what the engine can do and guarantees. */
  KvTraits traits();

  /**
   * Opens, and where it is empty creates, a store in a directory that belongs to it alone.
   *
   * @param options the level is one that {@link #traits()} lists
   * @throws KvException named for what went wrong; nothing stays open then
   */
  EngineStore open(EngineOptions options);

  /** An engine that can read a store that is too damaged to be opened. */
  interface Salvage {
    /**
     * Opens such a store, to be read by {@link EngineStore.Salvage} alone; no other process has it
     * open for writing.
     *
     * @param options ask for reading only
     * @throws KvException named for what went wrong; nothing stays open then
     */
    EngineStore openDamaged(EngineOptions options);
  }
}
