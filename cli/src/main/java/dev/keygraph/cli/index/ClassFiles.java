package dev.keygraph.cli.index;

import java.io.IOException;
import java.io.InputStream;

/** Where class files come from: a directory, an archive, a file, a module of the running JDK. */
public interface ClassFiles {
  /**
   * Bytes of the largest class file that is read unless the user says otherwise. Real ones have at
   * most a few million; an archive can claim any size.
   */
  int DEFAULT_MAX_BYTES = 16 << 20;

  /**
   * Returns whether a unit belongs to this source, so that it is gone when the source does not name
   * it any more.
   */
  boolean owns(String unitPath);

  /**
   * Names all class files, in an order that depends on their names alone. What cannot be read is
   * reported, and the rest is read.
   *
   * @throws InterruptedException if the sink was interrupted
   */
  void read(Sink sink) throws InterruptedException;

  /** Receives class files. */
  interface Sink {
    /**
     * Called for each file that claims to be a class file.
     *
     * @param unitPath the path of its unit
     * @param bytes its content, the receiver's own
     */
    void classFile(String unitPath, byte[] bytes) throws InterruptedException;

    /** Called for each thing that is left out. */
    void skipped(Skipped skipped) throws InterruptedException;

    /** Called for each archive that has classes of several releases. */
    void multiRelease(String archive);
  }

  /**
   * Reads a class file as far as it is not absurdly large, whatever size it claims.
   *
   * @throws IOException if it has more than {@code maxBytes}, or is unreadable
   */
  static byte[] readAll(InputStream stream, int maxBytes) throws IOException {
    byte[] bytes = stream.readNBytes(maxBytes);
    if (bytes.length == maxBytes && stream.read() >= 0) {
      throw new IOException(tooLarge(maxBytes));
    }
    return bytes;
  }

  /** Says why a class file is left out that is larger than {@code maxBytes}. */
  static String tooLarge(int maxBytes) {
    return "larger than " + (maxBytes >> 20) + " MiB, too large for a class file";
  }
}
