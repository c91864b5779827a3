package dev.keygraph.kv.guard;

import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvViews;
import dev.keygraph.kv.ScanDirection;
import java.util.function.Supplier;

/** All entries of an engine's store, which nobody writes meanwhile, for another store. */
final class StoreCopy {
  private static final int STEP = 1 << 14;
  private static final byte[] FIRST = {};

  private final EngineStore source;
  private final StoreName name;
  private final KvProgress progress;
  private long entries;
  private byte[] keyBytes = new byte[1 << 9];
  private byte[] valueBytes = new byte[1 << 16];

  StoreCopy(EngineStore source, StoreName name, KvProgress progress) {
    this.source = source;
    this.name = name;
    this.progress = progress;
  }

  /** Returns how many entries were loaded. */
  long entries() {
    return entries;
  }

  /** Loads all entries, in order. */
  void load(EngineStore.BulkLoader loader) {
    long total = source.statistics().entries();
    try (KvSnapshot snapshot = source.snapshot()) {
      snapshot.scan(
          FIRST,
          null,
          ScanDirection.FORWARD,
          (key, value) -> {
            int keyLength = key.length();
            int valueLength = value.length();
            if (keyLength > keyBytes.length) {
              keyBytes = new byte[keyLength];
            }
            if (valueLength > valueBytes.length) {
              valueBytes = new byte[valueLength];
            }
            key.getBytes(0, keyBytes, 0, keyLength);
            value.getBytes(0, valueBytes, 0, valueLength);
            loader.put(keyBytes, 0, keyLength, valueBytes, 0, valueLength);
            if (++entries % STEP == 0) {
              progress.update("copying", entries, Math.max(total, entries), "entries");
            }
            return true;
          });
    }
    progress.update("copying", entries, entries, "entries");
  }

  /**
   * Reads source and copy, and compares each entry.
   *
   * @throws KvCorruptedException if they are not the same
   */
  void compare(Supplier<KvSnapshot> copy) {
    long[] done = {0};
    try (KvSnapshot snapshot = source.snapshot();
        KvCursor cursor = copy.get().cursor()) {
      boolean same =
          snapshot.scan(
              FIRST,
              null,
              ScanDirection.FORWARD,
              (key, value) -> {
                boolean more = done[0] == 0 ? cursor.first() : cursor.next();
                if (++done[0] % STEP == 0) {
                  progress.update("comparing", done[0], entries, "entries");
                }
                return more
                    && KvViews.compare(key, cursor.key()) == 0
                    && KvViews.compare(value, cursor.value()) == 0;
              });
      if (!same || (done[0] == 0 ? cursor.first() : cursor.next())) {
        throw new KvCorruptedException(
            "a copy reads back differently at entry %d; the %s is as it was. Check the disk, then try again"
                .formatted(done[0], name));
      }
    }
    progress.update("comparing", done[0], done[0], "entries");
  }
}
