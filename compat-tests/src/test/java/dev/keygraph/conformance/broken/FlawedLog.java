package dev.keygraph.conformance.broken;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log: frames of a length, a checksum and changes, each a key, and a value or its absence.
 * The first frame that is not whole ends it.
 */
final class FlawedLog {
  private static final int HEADER = 2 * Integer.BYTES;

  private final ByteBuffer bytes;
  private final Flaw flaw;
  private int end;

  FlawedLog(byte[] bytes, Flaw flaw) {
    this.bytes = ByteBuffer.wrap(bytes);
    this.flaw = flaw;
  }

  static ByteBuffer frame(Map<byte[], ? extends byte @Nullable []> changes, Flaw flaw) {
    int length = HEADER;
    for (Map.Entry<byte[], ? extends byte @Nullable []> change : changes.entrySet()) {
      byte[] value = change.getValue();
      length += HEADER + change.getKey().length + (value == null ? 0 : value.length);
    }
    ByteBuffer frame = ByteBuffer.allocate(length).position(HEADER);
    changes.forEach(
        (key, value) -> {
          frame.putInt(key.length).putInt(value == null ? -1 : value.length).put(key);
          if (value != null) {
            frame.put(value);
          }
        });
    frame.flip().position(HEADER);
    frame.putInt(0, length - HEADER).putInt(Integer.BYTES, checksum(frame));
    return frame.position(0);
  }

  private static int checksum(ByteBuffer content) {
    CRC32 checksum = new CRC32();
    checksum.update(content.duplicate());
    return (int) checksum.getValue();
  }

  boolean hasFrame() {
    if (bytes.remaining() < HEADER) {
      return false;
    }
    int length = bytes.getInt(bytes.position());
    int checksum = bytes.getInt(bytes.position() + Integer.BYTES);
    if (flaw == Flaw.KILLED_COMMIT_IS_TORN) {
      return true;
    }
    return length <= bytes.remaining() - HEADER
        && checksum(bytes.slice(bytes.position() + HEADER, length)) == checksum;
  }

  /** Reads the frame that is there, and applies its changes. */
  void apply(NavigableMap<byte[], byte[]> map) {
    int length = Math.min(bytes.getInt(), bytes.remaining() - Integer.BYTES);
    bytes.getInt();
    ByteBuffer content = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    end = bytes.position();
    while (content.remaining() >= HEADER) {
      int keyLength = content.getInt();
      int valueLength = content.getInt();
      if (content.remaining() < keyLength + Math.max(0, valueLength)) {
        return;
      }
      byte[] key = new byte[keyLength];
      content.get(key);
      if (valueLength < 0) {
        map.remove(key);
      } else {
        byte[] value = new byte[valueLength];
        content.get(value);
        map.put(key, value);
      }
    }
  }

  /** Returns where the last whole frame ended. */
  int end() {
    return end;
  }
}
