package dev.keygraph.store;

import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.kv.KvView;
import java.nio.ByteBuffer;

/**
 * Reads fields of keys and values that may be damaged: what ends too early is a {@link
 * MalformedBytesException}.
 */
final class Fields {
  private Fields() {}

  /** Returns the 4 bytes at an offset, big-endian. */
  static int int32(KvView bytes, int offset) {
    try {
      return bytes.getInt(offset);
    } catch (IndexOutOfBoundsException e) {
      throw early(bytes.length());
    }
  }

  /** Returns the node's id at an offset, which is below {@code limit}. */
  static int node(KvView bytes, int offset, int limit) {
    return checked(int32(bytes, offset), limit);
  }

  /** Returns the node's id in the last 4 bytes. */
  static int lastNode(KvView bytes, int limit) {
    return node(bytes, bytes.length() - Integer.BYTES, limit);
  }

  /** Returns the byte at an offset, 0 to 255. */
  static int int8(KvView bytes, int offset) {
    try {
      return bytes.getByte(offset) & 0xFF;
    } catch (IndexOutOfBoundsException e) {
      throw early(bytes.length());
    }
  }

  /** Returns the node's id that a value consists of, which is below {@code limit}. */
  static int node(byte[] value, int limit) {
    if (value.length != Integer.BYTES) {
      throw new MalformedBytesException("an id has " + value.length + " bytes");
    }
    return checked(ByteBuffer.wrap(value).getInt(), limit);
  }

  private static int checked(int node, int limit) {
    if (node < 0 || node >= limit) {
      throw new MalformedBytesException("an id of a node is " + node + ", of " + limit);
    }
    return node;
  }

  private static MalformedBytesException early(int length) {
    return new MalformedBytesException("a key or value ends early, after " + length + " bytes");
  }
}
