package dev.keygraph.kv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A {@link KvView} over a part of a byte array; its owner points it at one entry after the other.
 */
public final class ArrayView implements KvView {
  private static final byte[] NOTHING = {};
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = NOTHING;
  private int start;
  private int length;

  /** A view of nothing: its length is 0. */
  public ArrayView() {}

  /** Points this view at all of {@code array}, without copying it, and returns this view. */
  public ArrayView wrap(byte[] array) {
    return wrap(array, 0, array.length);
  }

  /**
   * Points this view at {@code length} bytes of {@code array} from {@code offset}, without copying
   * them, and returns this view.
   */
  public ArrayView wrap(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    this.bytes = array;
    this.start = offset;
    this.length = length;
    return this;
  }

  /** Ends the view: its length is 0 from now on, and it keeps nothing alive. */
  public void clear() {
    bytes = NOTHING;
    start = 0;
    length = 0;
  }

  /** Returns the array that this view looks into; it belongs to the view's owner. */
  public byte[] array() {
    return bytes;
  }

  /** Returns where in {@link #array()} this view begins. */
  public int arrayOffset() {
    return start;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public byte getByte(int offset) {
    Objects.checkIndex(offset, length);
    return bytes[start + offset];
  }

  @Override
  public int getInt(int offset) {
    Objects.checkFromIndexSize(offset, Integer.BYTES, length);
    return (int) INT.get(bytes, start + offset);
  }

  @Override
  public long getLong(int offset) {
    Objects.checkFromIndexSize(offset, Long.BYTES, length);
    return (long) LONG.get(bytes, start + offset);
  }

  @Override
  public void getBytes(int offset, byte[] target, int targetOffset, int length) {
    Objects.checkFromIndexSize(offset, length, this.length);
    System.arraycopy(bytes, start + offset, target, targetOffset, length);
  }
}
