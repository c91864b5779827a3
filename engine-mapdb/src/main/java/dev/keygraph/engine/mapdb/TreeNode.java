package dev.keygraph.engine.mapdb;

import java.util.Arrays;
import org.mapdb.DBException;
import org.mapdb.DataIO;

/**
 * One node of MapDB's tree, read in place. The bytes are what {@code BTreeMapJava.NodeSerializer}
 * of MapDB 3.1 writes with {@link ByteGroupSerializer}:
 *
 * <pre>
 * packed   number of keys, four flags, a parity bit
 * packed   record id of the node to the right; absent in the rightmost
 * 2, …     keys, a length and a {@link ByteGroup}; absent if there are none
 * packed   in a directory: record ids of the children
 * 2, …     in a leaf: values, a length and a {@link ByteGroup}
 * </pre>
 *
 * <p>This is a B-link tree: a node holds what is above its low key and not above its high key,
 * where the low key is the left neighbour's high key. The first key is the low key, except in the
 * leftmost node, and the last key the high key, except in the rightmost. In a leaf, keys between
 * them have values, and the high key too where the last flag says so.
 *
 * <p>An instance is used for one node after the other, by one thread.
 */
final class TreeNode implements RecordReader.Target {
  private static final int HIGH_KEY_HAS_VALUE = 1;
  private static final int RIGHTMOST = 2;
  private static final int LEFTMOST = 4;
  private static final int DIRECTORY = 8;

  byte[] bytes = new byte[1024];
  private int length;
  private int position;

  private int flags;
  private long link;
  private int keys;
  private int keyBlock;
  private int contents;
  private int values;

  @Override
  public byte[] room(int size) {
    if (bytes.length < size) {
      bytes = new byte[Math.max(size, bytes.length * 2)];
    }
    return bytes;
  }

  /** Understands the record of {@code size} bytes that was read into this. */
  void parse(int size) {
    length = size;
    position = 0;
    int head = DataIO.parity1Get((int) unpack()) >>> 1;
    flags = head & 0xF;
    keys = head >>> 4;
    link = isRightmost() ? 0 : unpack();
    keyBlock = position + 2;
    if (keys > 0) {
      position = keyBlock + ByteGroup.unsignedShort(bytes, position);
    }
    contents = isDirectory() ? position : position + 2;
    values =
        isDirectory()
            ? keys - 1 + bit(LEFTMOST) + bit(RIGHTMOST)
            : keys - 2 + bit(LEFTMOST) + bit(RIGHTMOST) + bit(HIGH_KEY_HAS_VALUE);
    if (position > length || values < 0 || (isDirectory() && values == 0)) {
      throw new DBException.DataCorruption("a tree node makes no sense");
    }
  }

  private int bit(int flag) {
    return (flags & flag) == 0 ? 0 : 1;
  }

  private long unpack() {
    long value = 0;
    byte next;
    do {
      next = bytes[position++];
      value = value << 7 | (next & 0x7F);
    } while (next >= 0);
    return value;
  }

  boolean isDirectory() {
    return (flags & DIRECTORY) != 0;
  }

  boolean isLeftmost() {
    return (flags & LEFTMOST) != 0;
  }

  boolean isRightmost() {
    return (flags & RIGHTMOST) != 0;
  }

  /** Returns the record id of the right neighbour. */
  long link() {
    return link;
  }

  /** Returns the number of entries of a leaf, or of children of a directory. */
  int size() {
    return values;
  }

  /** Returns whether {@code key} is above the high key: right of this node. */
  boolean isBelow(byte[] key) {
    return !isRightmost() && compareKey(keys - 1, key) < 0;
  }

  /**
   * Returns whether the high key is at or above {@code key}: right of here, nothing is below it.
   */
  boolean reaches(byte[] key) {
    return !isRightmost() && compareKey(keys - 1, key) >= 0;
  }

  /** Returns whether the high key is above {@code key}. */
  boolean isBelowHigh(byte[] key) {
    return !isRightmost() && compareKey(keys - 1, key) > 0;
  }

  /** Returns whether the low key is below {@code key}: left of here, everything is below it. */
  boolean beginsBelow(byte[] key) {
    return !isLeftmost() && compareKey(0, key) < 0;
  }

  /** Returns a copy of the low key. */
  byte[] lowKey() {
    return edge(0);
  }

  /** Returns a copy of the high key. */
  byte[] highKey() {
    return edge(keys - 1);
  }

  private byte[] edge(int index) {
    int prefix = ByteGroup.prefixLength(bytes, keyBlock);
    int from = ByteGroup.suffixStart(bytes, keyBlock, prefix, keys, index);
    int to = ByteGroup.suffixEnd(bytes, keyBlock, prefix, keys, index);
    byte[] key = new byte[prefix + to - from];
    System.arraycopy(bytes, keyBlock + 2, key, 0, prefix);
    System.arraycopy(bytes, from, key, prefix, to - from);
    return key;
  }

  /**
   * Returns whether the low key is {@code key}: whether this is right of a node that ends there.
   */
  boolean follows(byte[] key) {
    return !isLeftmost() && compareKey(0, key) == 0;
  }

  private int compareKey(int index, byte[] key) {
    int prefix = ByteGroup.prefixLength(bytes, keyBlock);
    int common = Math.min(prefix, key.length);
    int order = Arrays.compareUnsigned(bytes, keyBlock + 2, keyBlock + 2 + common, key, 0, common);
    if (order != 0) {
      return order;
    }
    if (key.length < prefix) {
      return 1;
    }
    return Arrays.compareUnsigned(
        bytes,
        ByteGroup.suffixStart(bytes, keyBlock, prefix, keys, index),
        ByteGroup.suffixEnd(bytes, keyBlock, prefix, keys, index),
        key,
        prefix,
        key.length);
  }

  /** Returns the child of a directory whose range holds {@code key}, or the right neighbour. */
  long child(byte[] key) {
    int found = ByteGroup.search(bytes, keyBlock, keys, key);
    int index = Math.max(0, (found < 0 ? -found - 1 : found) - 1 + bit(LEFTMOST));
    return index >= values ? link : child(index);
  }

  /** Returns a child of a directory by its index. */
  long child(int index) {
    position = contents;
    for (int skipped = 0; skipped < index; position++) {
      skipped += bytes[position] < 0 ? 1 : 0;
    }
    return unpack();
  }

  /** Returns the index of the first entry of a leaf at or after {@code key}; size() if none. */
  int ceiling(byte[] key) {
    int found = ByteGroup.search(bytes, keyBlock, keys, key);
    int index = (found < 0 ? -found - 1 : found) - 1 + bit(LEFTMOST);
    return Math.min(Math.max(0, index), values);
  }

  /** Returns the index of the entry with {@code key}, or -1. */
  int find(byte[] key) {
    int found = ByteGroup.search(bytes, keyBlock, keys, key);
    int index = found - 1 + bit(LEFTMOST);
    return found < 0 || index < 0 || index >= values ? -1 : index;
  }

  /** Returns the length of the prefix that all keys have. */
  int keyPrefixLength() {
    return ByteGroup.prefixLength(bytes, keyBlock);
  }

  /** Returns where in {@link #bytes} the common prefix begins. */
  int keyPrefixStart() {
    return keyBlock + 2;
  }

  /** Returns where in {@link #bytes} the rest of an entry's key begins. */
  int keySuffixStart(int entry, int prefix) {
    return ByteGroup.suffixStart(bytes, keyBlock, prefix, keys, entry + 1 - bit(LEFTMOST));
  }

  /** Returns where in {@link #bytes} the rest of an entry's key ends. */
  int keySuffixEnd(int entry, int prefix) {
    return ByteGroup.suffixEnd(bytes, keyBlock, prefix, keys, entry + 1 - bit(LEFTMOST));
  }

  /** Returns where in {@link #bytes} an entry's value begins. */
  int valueStart(int entry) {
    return ByteGroup.suffixStart(bytes, contents, 0, values, entry);
  }

  /** Returns where in {@link #bytes} an entry's value ends. */
  int valueEnd(int entry) {
    return ByteGroup.suffixEnd(bytes, contents, 0, values, entry);
  }
}
