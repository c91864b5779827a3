package dev.keygraph.engine.mapdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The volume as one version left it; see {@link PageFile} for why reading it is safe. */
final class SnapshotVolume implements VolumeReader {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final PageFile file;
  private final long version;

  SnapshotVolume(PageFile file, long version) {
    this.file = file;
    this.version = version;
  }

  @Override
  public void read(long offset, byte[] target, int position, int length) {
    int done = 0;
    while (done < length) {
      int within = Pages.within(offset + done);
      int count = Math.min(length - done, Pages.BYTES - within);
      readPage(offset + done, within, target, position + done, count);
      done += count;
    }
  }

  private void readPage(long offset, int within, byte[] target, int position, int count) {
    int page = Pages.of(offset);
    PageVersion found = file.find(page, version);
    if (found == null) {
      file.base().read(offset, target, position, count);
      VarHandle.acquireFence();
      found = file.find(page, version);
    }
    if (found != null) {
      System.arraycopy(found.bytes, within, target, position, count);
    }
  }

  @Override
  public long readLong(long offset) {
    int page = Pages.of(offset);
    PageVersion found = file.find(page, version);
    if (found == null) {
      long value = file.base().readLong(offset);
      VarHandle.acquireFence();
      found = file.find(page, version);
      if (found == null) {
        return value;
      }
    }
    return (long) LONG.get(found.bytes, Pages.within(offset));
  }
}
