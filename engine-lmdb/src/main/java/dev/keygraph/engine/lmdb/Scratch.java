package dev.keygraph.engine.lmdb;

import java.nio.ByteBuffer;
import org.agrona.BufferUtil;

/** Memory outside of the heap that arrays are copied to before LMDB reads them. */
final class Scratch {
  private final MemoryView view = new MemoryView();
  private ByteBuffer memory;
  private long address;

  Scratch(int capacity) {
    memory = ByteBuffer.allocateDirect(capacity);
    address = BufferUtil.address(memory);
  }

  /** Returns a view of a copy of the bytes; it is the same view each time. */
  MemoryView fill(byte[] bytes, int offset, int length) {
    if (length > memory.capacity()) {
      memory = ByteBuffer.allocateDirect(length);
      address = BufferUtil.address(memory);
    }
    memory.put(0, bytes, offset, length);
    view.point(address, length);
    return view;
  }

  MemoryView fill(byte[] bytes) {
    return fill(bytes, 0, bytes.length);
  }

  void clear() {
    view.clear();
  }
}
