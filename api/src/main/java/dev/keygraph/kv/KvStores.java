package dev.keygraph.kv;

import dev.keygraph.kv.guard.StoreOpener;
import java.nio.file.Path;
import java.util.Optional;

/** Opens stores. */
public final class KvStores {
  private KvStores() {}

  /**
   * Opens a store, and creates it where there is none.
   *
   * <p>A store on disk is a directory with a marker file, which names its engine, and the engine's
   * files below. One process at a time has it open for writing, or any number read-only. A store of
   * an engine that keeps nothing on disk lives until it is closed; its directory is only a name. An
   * interrupt of the calling thread does no harm.
   *
   * @return the store, which the caller closes
   * @throws KvUnsupportedException if the engine lacks the durability level, or cannot run here
   * @throws KvWrongFormatException if the directory holds another engine's store, one of a newer
   *     format, or something else
   * @throws KvCorruptedException if the store is damaged, or was written at level {@link
   *     Durability#UNSAFE} and not closed cleanly
   * @throws KvLockedException if the store is open elsewhere in a way that excludes this one
   * @throws KvReadOnlyException if there is no store, and {@code readOnly} forbids to create one
   * @throws KvIoException if the file system fails
   */
  public static KvStore open(KvEngine engine, StoreOptions options) {
    return StoreOpener.open(engine, options);
  }

  /**
   * Opens a store without ever writing, for {@link KvStore#salvage}: as {@link #open} does, or
   * else, where the engine can read its files without its library, in spite of the damage that
   * refuses that; nothing else can be done with the store then.
   *
   * @return the store, which the caller closes
   * @throws KvCorruptedException if the store is damaged, and its engine cannot read on
   * @throws KvException as {@link #open} does
   */
  public static KvStore openDamaged(KvEngine engine, StoreOptions options) {
    return StoreOpener.openDamaged(
        engine,
        new StoreOptions(
            options.directory(),
            options.durability(),
            /* readOnly= */ true,
            options.settings(),
            options.snapshots()));
  }

  /**
   * Returns the name of the engine that wrote the store in a directory, without opening it; empty
   * where there is no store.
   *
   * @throws KvCorruptedException if the store's marker cannot be understood
   * @throws KvWrongFormatException if a newer version wrote it
   * @throws KvIoException if the file system fails
   */
  public static Optional<String> engineOf(Path directory) {
    return StoreOpener.engineOf(directory);
  }
}
