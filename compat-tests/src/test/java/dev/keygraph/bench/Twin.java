package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions written by hand over an engine's own library: a step per engine, and a breadth-first
 * search over arrays.
 */
abstract class Twin implements AutoCloseable {
  private final int[] seen;
  private final int[] numbers;
  private final int[] queue;
  private int epoch;
  private int size;
  private long edges;
  private int[] targets = new int[1 << 10];
  private int targetCount;
  private boolean among;

  /** A twin for nodes below {@code nodeIdLimit}. */
  Twin(int nodeIdLimit) {
    seen = new int[nodeIdLimit];
    numbers = new int[nodeIdLimit];
    queue = new int[nodeIdLimit];
  }

  /** Looks a key up and returns the number that its value begins with, or -1. */
  abstract int find(byte[] key);

  /** Passes the far end of each edge that begins with {@code prefix} to {@link #see}. */
  abstract void expand(byte[] prefix);

  /** Notes an edge. */
  final void see(int node) {
    edges++;
    if (among) {
      if (seen[node] == epoch) {
        if (targetCount == targets.length) {
          targets = Arrays.copyOf(targets, 2 * targetCount);
        }
        targets[targetCount++] = numbers[node];
      }
    } else if (seen[node] != epoch) {
      seen[node] = epoch;
      queue[size++] = node;
    }
  }

  /** The number that 4 bytes hold. */
  static int toInt(byte[] bytes, int offset) {
    return ((bytes[offset] & 0xFF) << 24)
        | ((bytes[offset + 1] & 0xFF) << 16)
        | ((bytes[offset + 2] & 0xFF) << 8)
        | (bytes[offset + 3] & 0xFF);
  }

  private void clear() {
    if (++epoch == 0) {
      Arrays.fill(seen, 0);
      epoch = 1;
    }
    size = 0;
    edges = 0;
    among = false;
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

  /**
   * Finds the strong components of a unit and its neighbours, and counts the edges that begin among
   * them. The unit's symbols are given: their author would know them from the file.
   */
  final long components(byte[][] symbols, int kind) {
    clear();
    for (byte[] symbol : symbols) {
      see(find(symbol));
    }
    int own = size;
    for (int i = 0; i < own; i++) {
      expand(Keys.edges(Keys.FORWARD, queue[i], kind));
      expand(Keys.edges(Keys.REVERSE, queue[i], kind));
    }
    Arrays.sort(queue, 0, size);
    for (int i = 0; i < size; i++) {
      numbers[queue[i]] = i;
    }
    among = true;
    edges = 0;
    targetCount = 0;
    int[] offsets = new int[size + 1];
    for (int i = 0; i < size; i++) {
      expand(Keys.edges(Keys.FORWARD, queue[i], kind));
      offsets[i + 1] = targetCount;
    }
    new Tarjan(offsets, targets).run();
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

  /** A key to put, or to delete where the value is {@code null}. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Write(byte[] key, byte @Nullable [] value) {}

  /** Commits to what a {@link Loader} filled, durably, in the engine's own fastest way. */
  interface Committer extends AutoCloseable {
    /** Commits writes together. */
    void commit(List<Write> writes);

    @Override
    void close();
  }
}
