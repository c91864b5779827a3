package dev.keygraph.engine.lmdb;

import static org.agrona.UnsafeAccess.UNSAFE;

import dev.keygraph.kv.KvViews;
import java.util.Comparator;
import jnr.ffi.Pointer;
import org.lmdbjava.BufferProxy;

/** Moves {@link MemoryView}s in and out of LMDB's {@code MDB_val} (a length and an address). */
final class MemoryViewProxy extends BufferProxy<MemoryView> {
  static final MemoryViewProxy INSTANCE = new MemoryViewProxy();

  private MemoryViewProxy() {}

  @Override
  protected MemoryView allocate() {
    return new MemoryView();
  }

  @Override
  protected void deallocate(MemoryView view) {
    view.clear();
  }

  @Override
  protected byte[] getBytes(MemoryView view) {
    return view.toByteArray();
  }

  /** Keys have one order here: LMDB's own, which is unsigned. */
  @Override
  protected Comparator<MemoryView> getSignedComparator() {
    return getUnsignedComparator();
  }

  @Override
  protected Comparator<MemoryView> getUnsignedComparator() {
    return KvViews::compare;
  }

  @Override
  @SuppressWarnings("NullAway") // The binding asks for null where no memory was allocated.
  protected Pointer in(MemoryView view, Pointer target) {
    return in(view, view.length(), target);
  }

  @Override
  @SuppressWarnings("NullAway") // As above.
  protected Pointer in(MemoryView view, int size, Pointer target) {
    long struct = target.address();
    UNSAFE.putLong(struct + STRUCT_FIELD_OFFSET_DATA, view.address());
    UNSAFE.putLong(struct + STRUCT_FIELD_OFFSET_SIZE, size);
    return null;
  }

  @Override
  protected MemoryView out(MemoryView view, Pointer source) {
    long struct = source.address();
    view.point(
        UNSAFE.getLong(struct + STRUCT_FIELD_OFFSET_DATA),
        (int) UNSAFE.getLong(struct + STRUCT_FIELD_OFFSET_SIZE));
    return view;
  }
}
