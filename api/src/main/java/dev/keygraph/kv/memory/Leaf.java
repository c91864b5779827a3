package dev.keygraph.kv.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Entries in key order. Arrays of keys and values never change once they are in a tree. */
final class Leaf extends Node {
  final byte[][] keys;
  final byte[][] values;

  private Leaf(@Nullable Object owner, int size, byte[][] keys, byte[][] values) {
    super(owner, size);
    this.keys = keys;
    this.values = values;
  }

  Leaf(@Nullable Object owner) {
    this(owner, 0, new byte[CAPACITY][], new byte[CAPACITY][]);
  }

  int lowerBound(byte[] key) {
    return lowerBound(keys, size, key);
  }

  boolean hasAt(int index, byte[] key) {
    return index < size && Arrays.equals(keys[index], key);
  }

  void insert(int index, byte[] key, byte[] value) {
    System.arraycopy(keys, index, keys, index + 1, size - index);
    System.arraycopy(values, index, values, index + 1, size - index);
    keys[index] = key;
    values[index] = value;
    size++;
  }

  void remove(int index) {
    size--;
    System.arraycopy(keys, index + 1, keys, index, size - index);
    System.arraycopy(values, index + 1, values, index, size - index);
    Arrays.fill(keys, size, size + 1, null);
    Arrays.fill(values, size, size + 1, null);
  }

  @Override
  Leaf writable(Object owner) {
    return this.owner == owner ? this : new Leaf(owner, size, keys.clone(), values.clone());
  }

  @Override
  Leaf split(Object owner) {
    int half = size / 2;
    Leaf right = new Leaf(owner);
    right.size = size - half;
    System.arraycopy(keys, half, right.keys, 0, right.size);
    System.arraycopy(values, half, right.values, 0, right.size);
    Arrays.fill(keys, half, size, null);
    Arrays.fill(values, half, size, null);
    size = half;
    return right;
  }

  @Override
  byte[] splitKey() {
    return keys[size / 2];
  }

  @Override
  void append(Node right, byte[] key) {
    Leaf other = (Leaf) right;
    System.arraycopy(other.keys, 0, keys, size, other.size);
    System.arraycopy(other.values, 0, values, size, other.size);
    size += other.size;
  }
}
