package dev.keygraph.operations;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** The hash of what passes through. */
final class Sha256 {
  private static final int BUFFER = 1 << 17;

  private final MessageDigest digest;
  private long bytes;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String hex(byte[] content) {
    Sha256 hash = new Sha256();
    hash.digest.update(content);
    return hash.hex();
  }

  /**
   * Passes on all that a stream has, and hashes it.
   *
   * @param progress is told now and then how many more bytes passed
   */
  void transfer(InputStream in, OutputStream out, LongConsumer progress) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
      digest.update(buffer, 0, length);
      out.write(buffer, 0, length);
      bytes += length;
      progress.accept(length);
    }
  }

  long bytes() {
    return bytes;
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
