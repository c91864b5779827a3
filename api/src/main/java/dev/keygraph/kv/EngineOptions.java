package dev.keygraph.kv;

import com.typesafe.config.Config;
import java.nio.file.Path;

/**
 * How an engine is to open a store.
 *
 * @param directory exists, and belongs to the engine alone; of an engine that is not persistent,
 *     only a name
 * @param durability a level that the engine lists in its traits
 * @param readOnly whether to open without writing anything; the store exists then
 * @param exists whether there is a store: one that lacks what each store has is damaged then, and
 *     no new one may be made in its place
 * @param settings the engine's own section of the configuration ({@code keygraph.engines.NAME}),
 *     complete (the defaults of its {@code reference.conf} are merged in) and validated against it
 * @param otherWriter whether another process may write this store meanwhile; anything but {@link
 *     OtherWriter#NEVER} only of a read-only opening, by an engine with {@link
 *     KvTraits#foreignReaders()}
 */
public record EngineOptions(
    Path directory,
    Durability durability,
    boolean readOnly,
    boolean exists,
    Config settings,
    OtherWriter otherWriter) {

  /** Options for a directory that no other process uses. */
  public EngineOptions(
      Path directory, Durability durability, boolean readOnly, boolean exists, Config settings) {
    this(directory, durability, readOnly, exists, settings, OtherWriter.NEVER);
  }

  /** Options for a directory in which there may be a store or none. */
  public EngineOptions(Path directory, Durability durability, boolean readOnly, Config settings) {
    this(directory, durability, readOnly, false, settings);
  }
}
