package dev.keygraph.faults;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The answer to one request, {@code struct fuse_out_header} and what follows it. */
final class FuseReply {
  static final int HEADER = 16;
  static final int ENTRY_ALIGNMENT = 8;
  private static final int ENTRY_HEADER = 24;
  private static final int BLOCK = 512;

  private final ByteBuffer bytes;

  FuseReply(ByteBuffer bytes) {
    this.bytes = bytes;
    bytes.clear().position(HEADER);
  }

  FuseReply int16(int value) {
    bytes.putShort((short) value);
    return this;
  }

  FuseReply int32(int value) {
    bytes.putInt(value);
    return this;
  }

  FuseReply int64(long value) {
    bytes.putLong(value);
    return this;
  }

  FuseReply zeros(int count) {
    bytes.put(new byte[count]);
    return this;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /** {@code struct fuse_entry_out}; the kernel is to ask again whenever it wants to know. */
  void entry(Node node) {
    node.noteLookup();
    int64(node.id()).int64(0).int64(0).int64(0).int32(0).int32(0);
    attributes(node);
  }

  /** {@code struct fuse_attr_out}. */
  void attributesOnly(Node node) {
    int64(0).int32(0).int32(0);
    attributes(node);
  }

  private void attributes(Node node) {
    long seconds = TimeUnit.MILLISECONDS.toSeconds(node.modifiedMillis());
    int nanos =
        (int)
            TimeUnit.MILLISECONDS.toNanos(
                node.modifiedMillis() - TimeUnit.SECONDS.toMillis(seconds));
    long allocated = node instanceof FileNode file ? file.current().allocated() : node.size();
    int64(node.id()).int64(node.size()).int64(allocated / BLOCK);
    int64(seconds).int64(seconds).int64(seconds).int32(nanos).int32(nanos).int32(nanos);
    int32(node.mode()).int32(node.links());
    // User, group, device, block size, flags.
    int32(0).int32(0).int32(0).int32(Content.PAGE).int32(0);
  }

  /**
   * One {@code struct fuse_dirent}, if it fits.
   *
   * @param limit of all entries' bytes
   */
  boolean directoryEntry(long nextOffset, String name, Node node, int limit) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    int length = ENTRY_HEADER + text.length;
    int padded = (length + ENTRY_ALIGNMENT - 1) / ENTRY_ALIGNMENT * ENTRY_ALIGNMENT;
    if (bytes.position() - HEADER + padded > limit) {
      return false;
    }
    int64(node.id()).int64(nextOffset).int32(text.length).int32(node.mode() >>> 12);
    bytes.put(text);
    zeros(padded - length);
    return true;
  }

  /** Fills the header in, after which the bytes can be sent. */
  void finish(long unique, int errno) {
    if (errno != 0) {
      bytes.position(HEADER);
    }
    bytes.flip();
    bytes.putInt(0, bytes.limit()).putInt(4, -errno).putLong(8, unique);
  }
}
