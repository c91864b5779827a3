package dev.keygraph.operations;

import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.kv.guard.StoreMigration;
import java.time.Duration;

/** Copies a store to another engine; {@code dev.keygraph.KeyGraph.migrate} knows the settings. */
public final class Migrations {
  private Migrations() {}

  /**
   * Copies all entries of a store to another engine, beside it in the same directory, by a sorted
   * load; reads them back, compares each, and puts them in place of the old ones at once. A process
   * that dies leaves the old store working or the new one complete, and what it left of the other
   * goes at the next opening for writing. Needs disk space for both. O(entries).
   *
   * @param from the engine that wrote the store, which nobody has open
   * @param fromOptions how to open it
   * @param to the engine that it is for
   * @param toOptions how it will be opened, in the same directory
   * @throws dev.keygraph.kv.KvWrongFormatException if there is no store, or another engine's
   * @throws dev.keygraph.kv.KvUnsupportedException if an engine keeps nothing on disk, or both are
   *     the same
   * @throws dev.keygraph.kv.KvLockedException if the store is open, in whatever process
   * @throws dev.keygraph.kv.KvException of either engine; the store is as it was
   */
  public static MigrationReport migrate(
      KvEngine from,
      StoreOptions fromOptions,
      KvEngine to,
      StoreOptions toOptions,
      KvProgress progress) {
    long start = System.nanoTime();
    StoreMigration.Result result =
        StoreMigration.migrate(from, fromOptions, to, toOptions, progress);
    return new MigrationReport(
        from.name(),
        to.name(),
        result.entries(),
        result.bytesBefore(),
        result.bytesAfter(),
        Duration.ofNanos(System.nanoTime() - start));
  }
}
