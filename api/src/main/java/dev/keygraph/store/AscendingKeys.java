package dev.keygraph.store;

import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvViews;

/**
 * Checks that a scan goes on: the pages of a damaged tree may lead back to themselves, and no
 * engine looks at the order of what it reads. For one thread.
 */
final class AscendingKeys {
  private byte[] last = new byte[1 << 9];
  private int length = -1;

  /**
   * Takes the next key.
   *
   * @throws KvCorruptedException if it is not behind the last one
   */
  void check(KvView key) {
    if (length >= 0 && KvViews.compare(key, last, 0, length) <= 0) {
      throw new KvCorruptedException(
          "the keys do not ascend: %s follows %s; restore a backup, or index again"
              .formatted(
                  KvViews.hex(key.toByteArray()),
                  KvViews.hex(java.util.Arrays.copyOf(last, length))));
    }
    length = key.length();
    if (length > last.length) {
      last = new byte[2 * length];
    }
    key.getBytes(0, last, 0, length);
  }
}
