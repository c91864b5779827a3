package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.EngineStore.BulkLoader;
import java.util.Arrays;

/** A sorted load into a new data file, which takes the place of the empty one at its end. */
final class MapDbBulkLoader implements BulkLoader {
  private final MapDbStore store;
  private final TreeLoader loader;

  MapDbBulkLoader(MapDbStore store, TreeLoader loader) {
    this.store = store;
    this.loader = loader;
  }

  @Override
  public void put(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    loader.put(
        Arrays.copyOfRange(key, keyOffset, keyOffset + keyLength), value, valueOffset, valueLength);
  }

  @Override
  public void finish() {
    loader.finish();
    store.replaceData();
  }

  @Override
  public void close() {
    loader.close();
  }
}
