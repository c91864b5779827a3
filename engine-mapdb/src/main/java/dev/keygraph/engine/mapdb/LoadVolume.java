package dev.keygraph.engine.mapdb;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A new volume that is being filled from its start to its end: written straight to its file, with
 * the slices used last in memory. It is of no use before {@link #finish}. Used by one thread.
 */
final class LoadVolume implements VolumeWriter, Closeable {
  private static final int SLICE_SHIFT = 20;
  private static final int SLICE_BYTES = 1 << SLICE_SHIFT;
  private static final int SLICES_IN_MEMORY = 16;
  private static final byte[] ZEROS = new byte[Pages.BYTES];

  private static final class Slice {
    final long number;
    final byte[] bytes;

    Slice(long number, byte[] bytes) {
      this.number = number;
      this.bytes = bytes;
    }
  }

  private final Path path;
  private final RandomAccessFile file;
  private final Map<Long, Slice> slices = new LinkedHashMap<>(64, 0.75f, true);
  private Slice last = new Slice(-1, ZEROS);
  private long length;

  LoadVolume(Path path) {
    this.path = path;
    try {
      file = new RandomAccessFile(path.toFile(), "rw");
      file.setLength(0);
    } catch (IOException e) {
      throw Failures.io(path, "create", e);
    }
  }

  /** Writes everything, and waits until it is on stable storage. */
  void finish() {
    try {
      file.setLength(length);
      for (Slice slice : slices.values()) {
        writeOut(slice);
      }
      slices.clear();
      file.getFD().sync();
    } catch (IOException e) {
      throw Failures.io(path, "write", e);
    }
  }

  private byte[] slice(long offset) {
    long number = offset >>> SLICE_SHIFT;
    if (number != last.number) {
      last = find(number);
    }
    return last.bytes;
  }

  private Slice find(long number) {
    Slice known = slices.get(number);
    if (known != null) {
      return known;
    }
    try {
      if (slices.size() >= SLICES_IN_MEMORY) {
        Slice eldest = slices.values().iterator().next();
        slices.remove(eldest.number);
        writeOut(eldest);
      }
      Slice fresh = new Slice(number, new byte[SLICE_BYTES]);
      long start = number << SLICE_SHIFT;
      if (start < file.length()) {
        file.seek(start);
        file.readFully(fresh.bytes, 0, (int) Math.min(SLICE_BYTES, file.length() - start));
      }
      slices.put(number, fresh);
      return fresh;
    } catch (IOException e) {
      throw Failures.io(path, "write", e);
    }
  }

  /** Writes the slice up to its last page that is not zero: the rest is a hole. */
  private void writeOut(Slice slice) throws IOException {
    int end = SLICE_BYTES;
    long start = slice.number << SLICE_SHIFT;
    while (end > 0
        && start + end > file.length()
        && Arrays.equals(slice.bytes, end - Pages.BYTES, end, ZEROS, 0, Pages.BYTES)) {
      end -= Pages.BYTES;
    }
    file.seek(start);
    file.write(slice.bytes, 0, end);
  }

  @Override
  public void read(long offset, byte[] target, int position, int count) {
    int done = 0;
    while (done < count) {
      int within = (int) (offset + done) & (SLICE_BYTES - 1);
      int part = Math.min(count - done, SLICE_BYTES - within);
      System.arraycopy(slice(offset + done), within, target, position + done, part);
      done += part;
    }
  }

  @Override
  public long readLong(long offset) {
    return (long) SnapshotVolume.LONG.get(slice(offset), (int) offset & (SLICE_BYTES - 1));
  }

  @Override
  public void write(long offset, byte[] source, int position, int count) {
    int done = 0;
    while (done < count) {
      int within = (int) (offset + done) & (SLICE_BYTES - 1);
      int part = Math.min(count - done, SLICE_BYTES - within);
      System.arraycopy(source, position + done, slice(offset + done), within, part);
      done += part;
    }
  }

  @Override
  public void writeLong(long offset, long value) {
    SnapshotVolume.LONG.set(slice(offset), (int) offset & (SLICE_BYTES - 1), value);
  }

  @Override
  public void clear(long from, long to) {
    long at = from;
    while (at < to) {
      int within = (int) at & (SLICE_BYTES - 1);
      int part = (int) Math.min(to - at, SLICE_BYTES - within);
      Arrays.fill(slice(at), within, within + part, (byte) 0);
      at += part;
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void ensureLength(long needed) {
    length = Math.max(length, needed);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
