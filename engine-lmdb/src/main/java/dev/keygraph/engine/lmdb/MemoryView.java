package dev.keygraph.engine.lmdb;

import static org.agrona.UnsafeAccess.ARRAY_BYTE_BASE_OFFSET;
import static org.agrona.UnsafeAccess.UNSAFE;

import dev.keygraph.kv.KvView;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A view of memory outside of the heap. Whoever points it somewhere clears it before that memory
 * goes away; a cleared view has length 0, and every access to it throws.
 *
 * <p>A view that escaped to another thread could be cleared between the check of an access and the
 * access itself, which would then read memory that is gone. So a view belongs to the thread that
 * pointed it somewhere: every other one is refused. That check cannot be overtaken, since a thread
 * finds itself in {@link #user} only between its own pointing and its own clearing.
 */
final class MemoryView implements KvView {
  private static final boolean SWAP = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private long address;
  private int length;
  private @Nullable Thread user;

  void point(long newAddress, int newLength) {
    user = Thread.currentThread();
    address = newAddress;
    length = newLength;
  }

  void point(MemoryView other) {
    point(other.address, other.length);
  }

  /** Hands the view to this thread, which is the only one to use the reader now. */
  MemoryView handOver() {
    user = Thread.currentThread();
    return this;
  }

  void clear() {
    user = null;
    length = 0;
    address = 0;
  }

  private void checkUser() {
    if (user != Thread.currentThread()) {
      throw new IndexOutOfBoundsException("the view has ended, or belongs to another thread");
    }
  }

  long address() {
    return address;
  }

  /** Writes bytes of an array into the memory, from {@code offset} on. */
  void setBytes(int offset, byte[] source, int sourceOffset, int count) {
    Objects.checkFromIndexSize(offset, count, length);
    Objects.checkFromIndexSize(sourceOffset, count, source.length);
    UNSAFE.copyMemory(
        source, (long) ARRAY_BYTE_BASE_OFFSET + sourceOffset, null, address + offset, count);
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public byte getByte(int offset) {
    checkUser();
    Objects.checkIndex(offset, length);
    return UNSAFE.getByte(address + offset);
  }

  @Override
  public int getInt(int offset) {
    checkUser();
    Objects.checkFromIndexSize(offset, Integer.BYTES, length);
    int value = UNSAFE.getInt(address + offset);
    return SWAP ? Integer.reverseBytes(value) : value;
  }

  @Override
  public long getLong(int offset) {
    checkUser();
    Objects.checkFromIndexSize(offset, Long.BYTES, length);
    long value = UNSAFE.getLong(address + offset);
    return SWAP ? Long.reverseBytes(value) : value;
  }

  @Override
  public void getBytes(int offset, byte[] target, int targetOffset, int count) {
    checkUser();
    Objects.checkFromIndexSize(offset, count, length);
    Objects.checkFromIndexSize(targetOffset, count, target.length);
    UNSAFE.copyMemory(
        null, address + offset, target, (long) ARRAY_BYTE_BASE_OFFSET + targetOffset, count);
  }
}
