package dev.keygraph.kv.memory;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Children in key order. {@code separators[i]} stands between child {@code i} and child {@code i +
 * 1}: keys of the former are before it, keys of the latter are not.
 */
final class Branch extends Node {
  final byte[][] separators;
  final Node[] children;

  private Branch(@Nullable Object owner, int size, byte[][] separators, Node[] children) {
    super(owner, size);
    this.separators = separators;
    this.children = children;
  }

  Branch(@Nullable Object owner) {
    this(owner, 0, new byte[CAPACITY][], new Node[CAPACITY]);
  }

  /** A branch that nobody may change, over children with their first keys. */
  Branch(List<Node> children, List<byte[]> firstKeys) {
    this(null);
    this.children[0] = children.get(0);
    size = 1;
    for (int i = 1; i < children.size(); i++) {
      insert(i, firstKeys.get(i), children.get(i));
    }
  }

  /** A branch over two children. */
  Branch(Object owner, Node left, byte[] separator, Node right) {
    this(owner);
    children[0] = left;
    size = 1;
    insert(1, separator, right);
  }

  /** Returns the index of the child that has {@code key}, if any has it. */
  int childFor(byte[] key) {
    int index = lowerBound(separators, size - 1, key);
    boolean atSeparator = index < size - 1 && Arrays.equals(separators[index], key);
    return atSeparator ? index + 1 : index;
  }

  /** Inserts a child, not the first, with the separator to its left. */
  void insert(int index, byte[] separator, Node child) {
    System.arraycopy(separators, index - 1, separators, index, size - index);
    System.arraycopy(children, index, children, index + 1, size - index);
    separators[index - 1] = separator;
    children[index] = child;
    size++;
  }

  /** Removes a child, with the separator to its left, or to its right if it is the first. */
  void remove(int index) {
    int separator = Math.max(0, index - 1);
    size--;
    System.arraycopy(
        separators, separator + 1, separators, separator, Math.max(0, size - separator - 1));
    System.arraycopy(children, index + 1, children, index, size - index);
    Arrays.fill(separators, Math.max(0, size - 1), size, null);
    Arrays.fill(children, size, size + 1, null);
  }

  @Override
  Branch writable(Object owner) {
    return this.owner == owner
        ? this
        : new Branch(owner, size, separators.clone(), children.clone());
  }

  @Override
  Branch split(Object owner) {
    int half = size / 2;
    Branch right = new Branch(owner);
    right.size = size - half;
    System.arraycopy(separators, half, right.separators, 0, right.size - 1);
    System.arraycopy(children, half, right.children, 0, right.size);
    Arrays.fill(separators, half - 1, size, null);
    Arrays.fill(children, half, size, null);
    size = half;
    return right;
  }

  @Override
  byte[] splitKey() {
    return separators[size / 2 - 1];
  }

  @Override
  void append(Node right, byte[] key) {
    Branch other = (Branch) right;
    separators[size - 1] = key;
    System.arraycopy(other.separators, 0, separators, size, other.size - 1);
    System.arraycopy(other.children, 0, children, size, other.size);
    size += other.size;
  }
}
