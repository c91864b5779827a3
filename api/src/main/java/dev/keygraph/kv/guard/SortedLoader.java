package dev.keygraph.kv.guard;

import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvViews;
import java.util.Arrays;
import java.util.Objects;

/**
 * The loader that callers of a rebuild get: it checks sizes and order, and belongs to the rebuild,
 * which finishes and closes the engine's own.
 */
final class SortedLoader implements EngineStore.BulkLoader {
  private final EngineStore.BulkLoader loader;
  private final SizeLimits limits;
  private byte[] lastKey = new byte[64];
  private int lastLength;
  private boolean finished;

  SortedLoader(EngineStore.BulkLoader loader, SizeLimits limits) {
    this.loader = loader;
    this.limits = limits;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the key is not greater than the one before it
   */
  @Override
  public void put(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    if (finished) {
      throw new IllegalStateException("the load is over: the loader takes no more entries");
    }
    Objects.checkFromIndexSize(keyOffset, keyLength, key.length);
    Objects.checkFromIndexSize(valueOffset, valueLength, value.length);
    limits.checkKey(keyLength);
    limits.checkValue(valueLength);
    checkOrder(key, keyOffset, keyLength);
    loader.put(key, keyOffset, keyLength, value, valueOffset, valueLength);
    remember(key, keyOffset, keyLength);
  }

  /** Finishes the engine's loader, unless that was done. */
  @Override
  public void finish() {
    if (!finished) {
      finished = true;
      loader.finish();
    }
  }

  /** Takes no more entries; the rebuild closes the engine's loader. */
  @Override
  public void close() {
    finished = true;
  }

  private void checkOrder(byte[] key, int offset, int length) {
    if (Arrays.compareUnsigned(lastKey, 0, lastLength, key, offset, offset + length) >= 0) {
      throw new IllegalArgumentException(
          "keys must ascend: %s came after %s"
              .formatted(
                  KvViews.hex(Arrays.copyOfRange(key, offset, offset + length)),
                  KvViews.hex(Arrays.copyOf(lastKey, lastLength))));
    }
  }

  private void remember(byte[] key, int offset, int length) {
    if (length > lastKey.length) {
      lastKey = new byte[Math.max(length, 2 * lastKey.length)];
    }
    System.arraycopy(key, offset, lastKey, 0, length);
    lastLength = length;
  }
}
