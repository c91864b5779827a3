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

  /** Returns the last 4 bytes, big-endian. */
  static int lastInt32(KvView bytes) {
    return int32(bytes, bytes.length() - Integer.BYTES);
  }

  /** Returns the byte at an offset, 0 to 255. */
  static int int8(KvView bytes, int offset) {
    try {
      return bytes.getByte(offset) & 0xFF;
    } catch (IndexOutOfBoundsException e) {
      throw early(bytes.length());
    }
  }

  /** Returns the id that a value consists of. */
  static int id(byte[] value) {
    if (value.length != Integer.BYTES) {
      throw new MalformedBytesException("an id has " + value.length + " bytes");
    }
    return ByteBuffer.wrap(value).getInt();
  }

  private static MalformedBytesException early(int length) {
    return new MalformedBytesException("a key or value ends early, after " + length + " bytes");
  }
}
