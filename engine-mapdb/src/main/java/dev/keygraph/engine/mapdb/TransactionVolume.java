package dev.keygraph.engine.mapdb;

import java.util.Arrays;
import org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The volume as the open write transaction has it: the last commit, with changed pages kept in
 * memory. Rolling back is forgetting them. Used by one thread at a time.
 */
final class TransactionVolume implements VolumeWriter {
  private final PageFile file;
  private IntObjectHashMap<byte[]> changed = new IntObjectHashMap<>();
  private long length;
  private int lastPage = -1;
  private byte[] lastBytes = new byte[0];

  TransactionVolume(PageFile file) {
    this.file = file;
    length = file.length();
  }

  /** Commits what changed; see {@link PageFile#commit}. */
  void commit(boolean durable) {
    file.commit(changed, length, durable);
    changed = new IntObjectHashMap<>();
    lastPage = -1;
  }

  private byte @Nullable [] current(int page) {
    if (page == lastPage) {
      return lastBytes;
    }
    byte[] bytes = changed.get(page);
    if (bytes != null) {
      lastPage = page;
      lastBytes = bytes;
      return bytes;
    }
    PageVersion committed = file.find(page, Long.MAX_VALUE);
    return committed == null ? null : committed.bytes;
  }

  private byte[] writable(int page) {
    if (page == lastPage) {
      return lastBytes;
    }
    byte[] bytes = changed.get(page);
    if (bytes == null) {
      PageVersion committed = file.find(page, Long.MAX_VALUE);
      if (committed != null) {
        bytes = committed.bytes.clone();
      } else {
        bytes = new byte[Pages.BYTES];
        file.base().read(Pages.start(page), bytes, 0, Pages.BYTES);
      }
      changed.put(page, bytes);
    }
    lastPage = page;
    lastBytes = bytes;
    return bytes;
  }

  @Override
  public void read(long offset, byte[] target, int position, int count) {
    int done = 0;
    while (done < count) {
      int within = Pages.within(offset + done);
      int part = Math.min(count - done, Pages.BYTES - within);
      byte[] bytes = current(Pages.of(offset + done));
      if (bytes != null) {
        System.arraycopy(bytes, within, target, position + done, part);
      } else {
        file.base().read(offset + done, target, position + done, part);
      }
      done += part;
    }
  }

  @Override
  public long readLong(long offset) {
    byte[] bytes = current(Pages.of(offset));
    return bytes != null
        ? (long) SnapshotVolume.LONG.get(bytes, Pages.within(offset))
        : file.base().readLong(offset);
  }

  @Override
  public void write(long offset, byte[] source, int position, int count) {
    int done = 0;
    while (done < count) {
      int within = Pages.within(offset + done);
      int part = Math.min(count - done, Pages.BYTES - within);
      System.arraycopy(source, position + done, writable(Pages.of(offset + done)), within, part);
      done += part;
    }
  }

  @Override
  public void writeLong(long offset, long value) {
    SnapshotVolume.LONG.set(writable(Pages.of(offset)), Pages.within(offset), value);
  }

  @Override
  public void clear(long from, long to) {
    long at = from;
    while (at < to) {
      int within = Pages.within(at);
      int part = (int) Math.min(to - at, Pages.BYTES - within);
      Arrays.fill(writable(Pages.of(at)), within, within + part, (byte) 0);
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
}
