package dev.keygraph.engine.xodus;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import jetbrains.exodus.log.Log;
import jetbrains.exodus.log.LogUtil;

/**
 * Copies a log as it was at an address where a commit ended: what is behind it is not there yet.
 */
final class LogCopy {
  private static final int BUFFER_BYTES = 1 << 18;

  private LogCopy() {}

  /**
   * Copies the files, and syncs the copies.
   *
   * @param end where the commit ended
   */
  static void copy(Path source, Log log, long end, Path target) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long address : log.getAllFileAddresses()) {
      if (address < end) {
        String name = LogUtil.getLogFilename(address);
        long length = Math.min(end - address, log.getFileLengthBound());
        copy(source.resolve(name), target.resolve(name), length, buffer);
      }
    }
    try (StoreHeader header = StoreHeader.openOrCreate(target, log.getFileLengthBound())) {
      header.raiseDurableAddress(end);
    }
  }

  /** Streams, not channels: an interrupt would close those. */
  private static void copy(Path source, Path target, long length, byte[] buffer)
      throws IOException {
    try (FileInputStream in = new FileInputStream(source.toFile());
        FileOutputStream out = new FileOutputStream(target.toFile())) {
      long left = length;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException(source + " is " + left + " bytes too short");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
      out.getFD().sync();
    }
  }
}
