package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import java.util.Arrays;

/**
 * Questions written by hand over an engine's own library: a step per engine, and a breadth-first
 * search over arrays.
 */
abstract class Twin implements AutoCloseable {
  private final int[] seen;
  private final int[] queue;
  private int epoch;
  private int size;
  private long edges;

  /** A twin for nodes below {@code nodeIdLimit}. */
  Twin(int nodeIdLimit) {
    seen = new int[nodeIdLimit];
    queue = new int[nodeIdLimit];
  }

  /** Looks a key up and returns the length of its value, or -1. */
  abstract int get(byte[] key);

  /** Passes the far end of each edge that begins with {@code prefix} to {@link #see}. */
  abstract void expand(byte[] prefix);

  /** Notes an edge. */
  final void see(int node) {
    edges++;
    if (seen[node] != epoch) {
      seen[node] = epoch;
      queue[size++] = node;
    }
  }

  private void clear() {
    if (++epoch == 0) {
      Arrays.fill(seen, 0);
      epoch = 1;
    }
    size = 0;
    edges = 0;
  }

  /** Counts the edges of one kind that end in a node. */
  final long callers(int node, int kind) {
    clear();
    expand(Keys.edges(Keys.REVERSE, node, kind));
    return edges;
  }

  /** Counts the edges that are visited from a node against edges of one kind. */
  final long blastRadius(int node, int kind, int depth) {
    clear();
    seen[node] = epoch;
    queue[size++] = node;
    int head = 0;
    for (int level = 0; level < depth && head < size; level++) {
      int end = size;
      while (head < end) {
        expand(Keys.edges(Keys.REVERSE, queue[head++], kind));
      }
    }
    return edges;
  }

  /** Begins a sorted load into a fresh store in the engine's own fastest way. */
  interface Loader extends AutoCloseable {
    /** Adds an entry; keys ascend. */
    void put(byte[] key, byte[] value);

    /** Makes the entries durable. */
    @Override
    void close();
  }

  @Override
  public abstract void close();
}
