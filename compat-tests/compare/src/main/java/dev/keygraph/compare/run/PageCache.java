package dev.keygraph.compare.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the system forget the files that it keeps in memory, where it lets us. Java has no call for
 * the files of one store alone (posix_fadvise), so it is all or nothing.
 */
final class PageCache {
  private static final Path DROP = Path.of("/proc/sys/vm/drop_caches");
  private static final byte[] CLEAN_PAGES = "1".getBytes(StandardCharsets.US_ASCII);

  private PageCache() {}

  /** Drops what is written already, and returns whether that was permitted. */
  static boolean drop() {
    if (!Files.isWritable(DROP)) {
      return false;
    }
    try {
      Files.write(DROP, CLEAN_PAGES);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
