package dev.keygraph.conformance.broken;

import dev.keygraph.kv.EngineStore.BulkLoader;
import java.util.Arrays;
import java.util.NavigableMap;

/** Collects a map. */
final class FlawedLoader implements BulkLoader {
  private final FlawedStore store;
  private final Flaw flaw;
  private final NavigableMap<byte[], byte[]> map;
  private byte[] lastArray = {};
  private byte[] lastValue = {};

  FlawedLoader(FlawedStore store, Flaw flaw) {
    this.store = store;
    this.flaw = flaw;
    this.map = store.newMap();
  }

  @Override
  public void put(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    byte[] kept = Arrays.copyOfRange(value, valueOffset, valueOffset + valueLength);
    if (flaw == Flaw.BULK_LOAD_KEEPS_ARRAYS && lastArray == value) {
      System.arraycopy(value, 0, lastValue, 0, Math.min(value.length, lastValue.length));
    }
    lastArray = value;
    lastValue = kept;
    map.put(Arrays.copyOfRange(key, keyOffset, keyOffset + keyLength), kept);
  }

  @Override
  public void finish() {
    if (flaw == Flaw.BULK_LOAD_LOSES_ITS_LAST_ENTRY && !map.isEmpty()) {
      map.pollLastEntry();
    }
    store.loaded(map);
  }

  @Override
  public void close() {}
}
