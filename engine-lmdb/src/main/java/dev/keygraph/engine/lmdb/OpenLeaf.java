package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.KvCorruptedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A salvaged leaf with the content of its page, which is read and looked at again: it may have
 * become damaged meanwhile.
 */
final class OpenLeaf {
  private final PageFile file;
  private final SalvagedLeaf leaf;
  private final TreePage page;

  /**
   * Reads a leaf's page.
   *
   * @throws KvCorruptedException if it is not what it was
   */
  OpenLeaf(PageFile file, SalvagedLeaf leaf) {
    this.file = file;
    this.leaf = leaf;
    try {
      this.page = file.tree(leaf.page(), /* leaf= */ true);
      for (int entry : leaf.entries()) {
        page.check(entry);
      }
    } catch (PageDamageException e) {
      throw file.damaged(e);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  int size() {
    return leaf.size();
  }

  byte[] firstKey() {
    return leaf.first();
  }

  byte[] key(int index) {
    return page.key(leaf.entry(index));
  }

  /** Returns a buffer whose array has the value, between its limits. */
  ByteBuffer value(int index) {
    int entry = leaf.entry(index);
    if (!page.isBig(entry)) {
      return page.value(entry);
    }
    try {
      return file.value(page.valuePage(entry), page.valueLength(entry));
    } catch (PageDamageException e) {
      throw file.damaged(e);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  /**
   * Returns the first entry whose key is {@code wanted} or after it; as many as there are if none.
   */
  int indexOf(byte[] wanted) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(key(middle), wanted) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
