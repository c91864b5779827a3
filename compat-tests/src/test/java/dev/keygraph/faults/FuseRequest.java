package dev.keygraph.faults;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One request of the kernel, {@code struct fuse_in_header} and what follows it. */
final class FuseRequest {
  static final int HEADER = 40;

  private final ByteBuffer bytes;
  private final int opcode;
  private final long unique;
  private final long node;

  /**
   * A request.
   *
   * @param bytes in the machine's order; stands at what follows the header afterwards
   */
  FuseRequest(ByteBuffer bytes) {
    this.bytes = bytes;
    bytes.getInt();
    this.opcode = bytes.getInt();
    this.unique = bytes.getLong();
    this.node = bytes.getLong();
    bytes.position(HEADER);
  }

  int opcode() {
    return opcode;
  }

  long unique() {
    return unique;
  }

  long node() {
    return node;
  }

  int int32() {
    return bytes.getInt();
  }

  long int64() {
    return bytes.getLong();
  }

  void skip(int count) {
    bytes.position(bytes.position() + count);
  }

  byte[] bytes(int count) {
    byte[] copy = new byte[count];
    bytes.get(copy);
    return copy;
  }

  /** Returns text that ends with a NUL. */
  String name() {
    int start = bytes.position();
    while (bytes.get() != 0) {
      // Goes on.
    }
    byte[] name = new byte[bytes.position() - 1 - start];
    bytes.get(start, name);
    return new String(name, StandardCharsets.UTF_8);
  }
}
