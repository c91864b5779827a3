package dev.keygraph.bench;

import java.nio.ByteBuffer;

/**
 * Encodings: the twin puts into one buffer again and again, where ours returns an array, which has
 * to be made in full. Both look at the length and the last byte.
 */
public abstract class EncodingBenchmark extends MicroBenchmark {
  /** Where the twin puts. */
  final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

  /** Returns what an array looks like. */
  final long seen(byte[] bytes) {
    kept(bytes);
    return 31L * bytes.length + bytes[bytes.length - 1];
  }

  /** Returns what the twin's buffer looks like. */
  final long seen() {
    int length = buffer.position();
    return 31L * length + buffer.get(length - 1);
  }

  @Override
  final void close() {
    // Nothing is open.
  }
}
