package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.KvCorruptedException;
import java.util.Arrays;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What can be read of a tree: its leaves, in order, and where entries may be lost. */
final class SalvagedTree {
  private final PageFile file;
  private final NavigableMap<byte[], SalvagedLeaf> leaves = new TreeMap<>(Arrays::compareUnsigned);
  private final KeyRanges lost = new KeyRanges();
  private long entries;

  /** Nothing of a file's tree. */
  SalvagedTree(PageFile file) {
    this.file = file;
  }

  PageFile file() {
    return file;
  }

  /** Returns the leaves, which do not overlap, by their first keys. */
  NavigableMap<byte[], SalvagedLeaf> leaves() {
    return Collections.unmodifiableNavigableMap(leaves);
  }

  /** Returns how many entries can be read. */
  long entries() {
    return entries;
  }

  void add(SalvagedLeaf leaf) {
    leaves.put(leaf.first(), leaf);
    entries += leaf.size();
  }

  void remove(SalvagedLeaf leaf) {
    leaves.remove(leaf.first());
    entries -= leaf.size();
  }

  /** Returns whether no leaf has a key between two others, the first one first, or one of them. */
  boolean hasNone(byte[] first, byte[] last) {
    SalvagedLeaf floor = leaves.isEmpty() ? null : floor(last);
    return floor == null || Arrays.compareUnsigned(floor.last(), first) < 0;
  }

  private @Nullable SalvagedLeaf floor(byte[] key) {
    var entry = leaves.floorEntry(key);
    return entry == null ? null : entry.getValue();
  }

  /** Returns the last key of all, or {@code null}. */
  byte @Nullable [] lastKey() {
    return leaves.isEmpty() ? null : leaves.lastEntry().getValue().last();
  }

  /** Adds ranges in which entries may be lost. */
  void lose(KeyRanges ranges) {
    lost.addAll(ranges);
  }

  /** Returns whether nothing can be read, and something was lost. */
  boolean isLost() {
    return leaves.isEmpty() && !lost.isEmpty();
  }

  /**
   * Checks that nothing can be lost of a range, which may be empty.
   *
   * @throws KvCorruptedException if something can
   */
  void checkWhole(byte[] lower, byte @Nullable [] upper) {
    if (upper != null && Arrays.compareUnsigned(lower, upper) >= 0) {
      return;
    }
    KeyRanges.Range range = lost.first(lower, upper);
    if (range != null) {
      throw new KvCorruptedException(
          "LMDB store: page %d of %s is damaged, and what is sought may have been there"
              .formatted(range.page(), file.path()));
    }
  }
}
