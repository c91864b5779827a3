package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Sorts edges by where they end, each a number whose order is that of its reverse key; more than
 * fit into memory in temporary files. Not for several threads.
 */
final class ReverseEdges implements AutoCloseable {
  /** Receives edges in order. */
  interface Sink {
    void accept(int to, int kind, int from);
  }

  /** Ids are below this, so that an edge fits into a positive {@code long}. */
  static final int MAX_NODES = 1 << 27;

  private static final byte[] EMPTY = {};
  private static final int TO_SHIFT = 36;
  private static final int KIND_SHIFT = 28;
  private static final int MIN_LENGTH = 1 << 10;

  private final EntrySorter spilled;
  private long[] edges = new long[MIN_LENGTH];
  private int size;
  private long count;
  private long last;

  ReverseEdges(Supplier<Path> runFile) {
    spilled = new EntrySorter(runFile);
  }

  /** Returns how many edges were added. */
  long count() {
    return count;
  }

  /** Returns about how much memory the edges take that are not in files. */
  long memoryBytes() {
    return (long) Long.BYTES * edges.length;
  }

  void add(int to, int kind, int from) {
    if (size == edges.length) {
      edges = Arrays.copyOf(edges, 2 * size);
    }
    edges[size++] = (long) to << TO_SHIFT | (long) kind << KIND_SHIFT | from;
    count++;
  }

  /** Sorts what is in memory. */
  void sort() {
    Arrays.sort(edges, 0, size);
  }

  /** Moves what is in memory to a file. */
  void spill() {
    sort();
    ByteWriter key = new ByteWriter(Long.BYTES);
    spilled.addRun(
        sink -> {
          for (int i = 0; i < size; i++) {
            key.clear();
            key.writeLong(edges[i]);
            sink.accept(key.array(), 0, key.length(), EMPTY, 0, 0);
          }
        });
    edges = new long[MIN_LENGTH];
    size = 0;
  }

  /** Passes each edge on once, in order. {@link #sort} was called before. */
  void forEach(Sink sink) {
    last = -1;
    if (spilled.isEmpty()) {
      for (int i = 0; i < size; i++) {
        pass(edges[i], sink);
      }
    } else {
      spill();
      spilled.forEach(
          (key, offset, length, value, valueOffset, valueLength) ->
              pass(new ByteReader(key, offset, length).readLong(), sink));
    }
  }

  private void pass(long edge, Sink sink) {
    if (edge != last) {
      sink.accept(
          (int) (edge >>> TO_SHIFT),
          (int) (edge >>> KIND_SHIFT) & 0xFF,
          (int) edge & ((1 << KIND_SHIFT) - 1));
      last = edge;
    }
  }

  /** Frees the memory and deletes the files. */
  @Override
  public void close() {
    edges = new long[MIN_LENGTH];
    size = 0;
    spilled.close();
  }
}
