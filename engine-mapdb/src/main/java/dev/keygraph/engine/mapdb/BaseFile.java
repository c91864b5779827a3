package dev.keygraph.engine.mapdb;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The file that holds the volume as the last checkpoint left it: a MapDB file.
 *
 * <p>Readers look into read-only mappings, which no interrupt can close, and which live until the
 * garbage collector finds that nobody can look into them any more: an unmapped page is never read.
 * Writes go through a {@link RandomAccessFile}, which interrupts do not close either; they and the
 * mappings meet in the operating system's page cache.
 */
final class BaseFile implements Closeable {
  private static final int SEGMENT_SHIFT = 28;
  private static final int SEGMENT_MASK = (1 << SEGMENT_SHIFT) - 1;
  private static final long MIN_GROWTH = 1 << 20;
  private static final long MAX_GROWTH = 64 << 20;

  private final Path path;
  private final @Nullable RandomAccessFile file;
  private volatile ByteBuffer[] segments = new ByteBuffer[0];
  private long length;

  BaseFile(Path path, boolean readOnly) throws IOException {
    this.path = path;
    file = readOnly ? null : new RandomAccessFile(path.toFile(), "rw");
    boolean opened = false;
    try {
      map();
      opened = true;
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  /** Returns the file's length, or what of it is mapped. */
  synchronized long length() {
    return length;
  }

  /** Copies bytes of one page. */
  void read(long offset, byte[] target, int position, int count) {
    ByteBuffer[] mapped = segments;
    int index = (int) (offset >>> SEGMENT_SHIFT);
    int within = (int) offset & SEGMENT_MASK;
    if (index < mapped.length && within + count <= mapped[index].limit()) {
      mapped[index].get(within, target, position, count);
    } else {
      Arrays.fill(target, position, position + count, (byte) 0);
    }
  }

  /** Returns a copy of a page. */
  byte[] page(int page) {
    byte[] bytes = new byte[Pages.BYTES];
    read(Pages.start(page), bytes, 0, Pages.BYTES);
    return bytes;
  }

  /** Returns eight bytes of one page, big-endian. */
  long readLong(long offset) {
    ByteBuffer[] mapped = segments;
    int index = (int) (offset >>> SEGMENT_SHIFT);
    int within = (int) offset & SEGMENT_MASK;
    return index < mapped.length && within + Long.BYTES <= mapped[index].limit()
        ? mapped[index].getLong(within)
        : 0;
  }

  /** Makes the file long enough for {@code needed} bytes, and maps what was added. */
  synchronized void grow(long needed) throws IOException {
    if (needed > length) {
      long growth = Math.min(MAX_GROWTH, Math.max(MIN_GROWTH, length / 8));
      writable().setLength((needed + growth + MIN_GROWTH - 1) / MIN_GROWTH * MIN_GROWTH);
      map();
    }
  }

  /** Writes bytes within the file's length; used by one thread at a time. */
  void write(long offset, byte[] source, int count) throws IOException {
    RandomAccessFile target = writable();
    target.seek(offset);
    target.write(source, 0, count);
  }

  /** Waits until all that was written is on stable storage. */
  void sync() throws IOException {
    writable().getFD().sync();
  }

  private RandomAccessFile writable() {
    if (file == null) {
      throw new IllegalStateException(path + " is open read-only");
    }
    return file;
  }

  /** Maps the file anew where its length asks for it; mappings that are whole stay as they are. */
  private void map() throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
          mapAll(channel);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void mapAll(FileChannel channel) throws IOException {
    long size = channel.size() & -Pages.BYTES;
    ByteBuffer[] old = segments;
    ByteBuffer[] fresh = new ByteBuffer[(int) ((size + SEGMENT_MASK) >>> SEGMENT_SHIFT)];
    for (int i = 0; i < fresh.length; i++) {
      long start = (long) i << SEGMENT_SHIFT;
      int bytes = (int) Math.min(1 << SEGMENT_SHIFT, size - start);
      fresh[i] =
          i < old.length && old[i].limit() == bytes
              ? old[i]
              : channel.map(MapMode.READ_ONLY, start, bytes);
    }
    segments = fresh;
    length = size;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
