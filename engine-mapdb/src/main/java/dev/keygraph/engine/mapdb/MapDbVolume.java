package dev.keygraph.engine.mapdb;

import java.io.File;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.mapdb.CC;
import org.mapdb.DataInput2;
import org.mapdb.volume.Volume;

/** What MapDB writes to and reads from: a {@link VolumeWriter}. Closing and syncing are not its. */
final class MapDbVolume extends Volume {
  private final VolumeWriter bytes;
  private final byte[] small = new byte[Long.BYTES];

  MapDbVolume(VolumeWriter bytes) {
    this.bytes = bytes;
  }

  @Override
  public void ensureAvailable(long offset) {
    bytes.ensureLength((offset + CC.PAGE_SIZE - 1) / CC.PAGE_SIZE * CC.PAGE_SIZE);
  }

  @Override
  public void truncate(long size) {
    throw new IllegalStateException("MapDB truncates a volume only when it compacts in place");
  }

  @Override
  public void putLong(long offset, long value) {
    bytes.writeLong(offset, value);
  }

  @Override
  public void putInt(long offset, int value) {
    SnapshotVolume.LONG.set(small, 0, (long) value << Integer.SIZE);
    bytes.write(offset, small, 0, Integer.BYTES);
  }

  @Override
  public void putByte(long offset, byte value) {
    small[0] = value;
    bytes.write(offset, small, 0, 1);
  }

  @Override
  public void putData(long offset, byte[] source, int position, int size) {
    bytes.write(offset, source, position, size);
  }

  @Override
  public void putData(long offset, ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(copy);
    bytes.write(offset, copy, 0, copy.length);
  }

  @Override
  public long getLong(long offset) {
    return bytes.readLong(offset);
  }

  @Override
  public int getInt(long offset) {
    bytes.read(offset, small, 0, Integer.BYTES);
    return (int) ((long) SnapshotVolume.LONG.get(small, 0) >>> Integer.SIZE);
  }

  @Override
  public byte getByte(long offset) {
    bytes.read(offset, small, 0, 1);
    return small[0];
  }

  @Override
  public DataInput2 getDataInput(long offset, int size) {
    byte[] copy = new byte[size];
    bytes.read(offset, copy, 0, size);
    return new DataInput2.ByteArray(copy);
  }

  @Override
  public void getData(long offset, byte[] target, int position, int size) {
    bytes.read(offset, target, position, size);
  }

  @Override
  public void clear(long from, long to) {
    bytes.clear(from, to);
  }

  @Override
  public void close() {}

  @Override
  public void sync() {}

  @Override
  public int sliceSize() {
    return 1 << CC.PAGE_SHIFT;
  }

  @Override
  public boolean isSliced() {
    return true;
  }

  @Override
  public long length() {
    return bytes.length();
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public @Nullable File getFile() {
    return null;
  }

  @Override
  public boolean getFileLocked() {
    return false;
  }
}
