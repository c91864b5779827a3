package dev.keygraph.kv;

import com.typesafe.config.Config;
import java.nio.file.Path;

/**
 * How to open a store.
 *
 * @param directory the store's directory; made if it does not exist and {@code readOnly} is false
 * @param durability how durable commits are; the engine must offer it
 * @param readOnly whether nothing may be written; another process may write the store meanwhile
 *     where the engine has {@link KvTraits#foreignReaders()}
 * @param settings the engine's own section, complete; see {@link EngineOptions#settings()}
 * @param snapshots what happens to snapshots that stay open
 */
public record StoreOptions(
    Path directory,
    Durability durability,
    boolean readOnly,
    Config settings,
    SnapshotOptions snapshots) {

  /** Options of a store whose snapshots may stay open. */
  public StoreOptions(Path directory, Durability durability, boolean readOnly, Config settings) {
    this(directory, durability, readOnly, settings, SnapshotOptions.OFF);
  }
}
