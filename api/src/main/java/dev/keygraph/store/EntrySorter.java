package dev.keygraph.store;

import dev.keygraph.kv.EntrySink;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sorts entries by key, unsigned and bytewise; more than fits into memory as sorted runs in
 * temporary files that are merged while they are read. Entries with equal keys come in the order in
 * which they were added. Not for several threads.
 */
final class EntrySorter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EntrySorter.class);

  private static final int STREAM_BUFFER = 1 << 18;

  /** More sorted files than these are merged into one: each that is read costs a buffer. */
  private static final int MAX_RUNS = 64;

  private static final int NO_IDS = -1;

  private final Supplier<Path> runFile;
  private final int idOffset;
  private final List<Path> runs = new ArrayList<>();
  private EntryArena arena = new EntryArena();
  private long count;

  /**
   * A sorter.
   *
   * @param runFile names a file that does not exist, each time another one
   */
  EntrySorter(Supplier<Path> runFile) {
    this(runFile, NO_IDS);
  }

  private EntrySorter(Supplier<Path> runFile, int idOffset) {
    this.runFile = runFile;
    this.idOffset = idOffset;
  }

  /**
   * A sorter of keys whose order is that of an id in them, and for the same id the order in which
   * they are added; that is faster.
   *
   * @param idOffset where the id is; what is before it is the same in all keys
   */
  static EntrySorter byIds(Supplier<Path> runFile, int idOffset) {
    return new EntrySorter(runFile, idOffset);
  }

  /** Returns how many entries were added. */
  long count() {
    return count;
  }

  /** Returns about how much memory the entries take that are not in files. */
  long memoryBytes() {
    return arena.memoryBytes();
  }

  void add(byte[] key, byte[] value) {
    add(key, key.length, value, value.length);
  }

  void add(byte[] key, int keyLength, byte[] value, int valueLength) {
    arena.add(key, keyLength, value, valueLength);
    count++;
  }

  /** Sorts what is in memory. */
  void sort() {
    if (idOffset == NO_IDS) {
      arena.sort();
    } else {
      arena.sortByIds(idOffset);
    }
  }

  /** Moves what is in memory to a file. */
  void spill() {
    if (arena.size() > 0) {
      sort();
      writeRun(arena::forEach);
      arena = new EntryArena();
    }
  }

  /**
   * Adds entries that are sorted already, as a file.
   *
   * @param source passes them on, in order
   */
  void addRun(Consumer<EntrySink> source) {
    spill();
    writeRun(
        sink ->
            source.accept(
                (key, keyOffset, keyLength, value, valueOffset, valueLength) -> {
                  count++;
                  sink.accept(key, keyOffset, keyLength, value, valueOffset, valueLength);
                }));
  }

  /** Returns whether nothing was added. */
  boolean isEmpty() {
    return count == 0;
  }

  private void writeRun(Consumer<EntrySink> source) {
    if (runs.size() == MAX_RUNS) {
      List<Path> merged = List.copyOf(runs);
      Path whole = runFile.get();
      runs.add(whole);
      write(whole, sink -> merge(merged, sink));
      delete(merged);
      runs.removeAll(merged);
    }
    Path run = runFile.get();
    runs.add(run);
    write(run, source);
  }

  private static void write(Path run, Consumer<EntrySink> source) {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), STREAM_BUFFER))) {
      source.accept(
          (key, keyOffset, keyLength, value, valueOffset, valueLength) -> {
            try {
              out.writeInt(keyLength);
              out.writeInt(valueLength);
              out.write(key, keyOffset, keyLength);
              out.write(value, valueOffset, valueLength);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Passes all entries on, in order; may be called again. {@link #sort} was called before. */
  void forEach(EntrySink sink) {
    if (runs.isEmpty()) {
      arena.forEach(sink);
    } else {
      spill();
      merge(runs, sink);
    }
  }

  private static void merge(List<Path> runs, EntrySink sink) {
    PriorityQueue<Run> queue =
        new PriorityQueue<>(
            Comparator.<Run, byte[]>comparing(run -> run.key, Arrays::compareUnsigned)
                .thenComparingInt(run -> run.number));
    List<Run> open = new ArrayList<>();
    try {
      for (Path path : runs) {
        Run run = new Run(open.size(), path);
        open.add(run);
        if (run.next()) {
          queue.add(run);
        }
      }
      for (Run run = queue.poll(); run != null; run = queue.poll()) {
        sink.accept(run.key, 0, run.key.length, run.value, 0, run.value.length);
        if (run.next()) {
          queue.add(run);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      for (Run run : open) {
        run.close();
      }
    }
  }

  /** A sorted file being read. */
  private static final class Run {
    final int number;
    private final DataInputStream in;
    byte[] key = {};
    byte[] value = {};

    Run(int number, Path path) throws IOException {
      this.number = number;
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), STREAM_BUFFER));
    }

    boolean next() throws IOException {
      int keyLength;
      try {
        keyLength = in.readInt();
      } catch (EOFException e) {
        return false;
      }
      key = new byte[keyLength];
      value = new byte[in.readInt()];
      in.readFully(key);
      in.readFully(value);
      return true;
    }

    void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Frees the memory and deletes the files. */
  @Override
  public void close() {
    arena = new EntryArena();
    delete(runs);
    runs.clear();
  }

  /** Frees their space at once; what cannot be deleted goes with its directory. */
  private static void delete(List<Path> files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warn("cannot delete {}, which is needed no more", file, e);
      }
    }
  }
}
