package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.ArrayView;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of a salvaged tree, or none, which moves from one to the next that can be read. */
final class SalvagedPosition {
  private final SalvagedTree tree;
  private final ArrayView key = new ArrayView();
  private final ArrayView value = new ArrayView();
  private @Nullable OpenLeaf leaf;
  private int index;

  /** No entry. */
  SalvagedPosition(SalvagedTree tree) {
    this.tree = tree;
  }

  /** Moves to the first entry whose key is {@code wanted} or after it. */
  boolean seek(byte[] wanted) {
    OpenLeaf found = open(tree.leaves().floorEntry(wanted));
    if (found != null) {
      int place = found.indexOf(wanted);
      if (place < found.size()) {
        return at(found, place);
      }
    }
    return atFirst(tree.leaves().higherEntry(wanted));
  }

  /** Moves to the last entry whose key is before {@code limit}. */
  boolean seekBefore(byte[] limit) {
    OpenLeaf found = open(tree.leaves().lowerEntry(limit));
    return found == null ? atNone() : at(found, found.indexOf(limit) - 1);
  }

  boolean first() {
    return atFirst(tree.leaves().firstEntry());
  }

  boolean last() {
    return atLast(tree.leaves().lastEntry());
  }

  /** Moves on; from no entry to none. */
  boolean next() {
    OpenLeaf from = leaf;
    if (from == null) {
      return false;
    }
    return index + 1 < from.size()
        ? at(from, index + 1)
        : atFirst(tree.leaves().higherEntry(from.firstKey()));
  }

  /** Moves back; from no entry to none. */
  boolean previous() {
    OpenLeaf from = leaf;
    if (from == null) {
      return false;
    }
    return index > 0 ? at(from, index - 1) : atLast(tree.leaves().lowerEntry(from.firstKey()));
  }

  boolean isValid() {
    return leaf != null;
  }

  /** Returns the key, empty at no entry. */
  ArrayView key() {
    return key;
  }

  /** Returns the value, empty at no entry. */
  ArrayView value() {
    return value;
  }

  /** Moves to no entry, which ends the views. */
  void clear() {
    leaf = null;
    key.clear();
    value.clear();
  }

  private @Nullable OpenLeaf open(Map.@Nullable Entry<byte[], SalvagedLeaf> entry) {
    return entry == null ? null : new OpenLeaf(tree.file(), entry.getValue());
  }

  private boolean atFirst(Map.@Nullable Entry<byte[], SalvagedLeaf> entry) {
    OpenLeaf found = open(entry);
    return found == null ? atNone() : at(found, 0);
  }

  private boolean atLast(Map.@Nullable Entry<byte[], SalvagedLeaf> entry) {
    OpenLeaf found = open(entry);
    return found == null ? atNone() : at(found, found.size() - 1);
  }

  private boolean atNone() {
    clear();
    return false;
  }

  private boolean at(OpenLeaf entered, int place) {
    clear();
    ByteBuffer bytes = entered.value(place);
    key.wrap(entered.key(place));
    value.wrap(bytes.array(), bytes.arrayOffset(), bytes.limit());
    leaf = entered;
    index = place;
    return true;
  }
}
