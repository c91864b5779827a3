package dev.keygraph.kv;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a failure is for want of space. Libraries do not always say so: a write that was
 * done in part, as it is where the space ends, is an I/O error to some, and so is a full quota.
 */
public final class FullDisk {
  /** The words of Linux, macOS and Windows: Java has no exception for it. */
  private static final Pattern WORDS =
      Pattern.compile("No space left|[Qq]uota exceeded|not enough space on the disk");

  private static final int PROBE_BYTES = 1 << 16;

  private FullDisk() {}

  /** Returns whether a failure of the file system says that there is no space left. */
  public static boolean isCause(IOException failure) {
    String why = failure.getMessage();
    return why != null && WORDS.matcher(why).find();
  }

  /**
   * Returns whether a small file cannot be written to a directory for want of space. Tries it: what
   * a file system says to be free need not be free to everybody. To be asked after a failure; does
   * not react to interrupts.
   *
   * @param directory where the failure was
   * @return false also if it cannot be written for another reason
   */
  public static boolean isIn(Path directory) {
    Path probe = null;
    try {
      probe = Files.createTempFile(directory, "probe", null);
      try (RandomAccessFile file = new RandomAccessFile(probe.toFile(), "rw")) {
        file.write(new byte[PROBE_BYTES]);
      }
      return false;
    } catch (IOException e) {
      return isCause(e);
    } finally {
      delete(probe);
    }
  }

  private static void delete(@Nullable Path probe) {
    try {
      if (probe != null) {
        Files.delete(probe);
      }
    } catch (IOException e) {
      // Nothing is lost by an empty file, and there is another failure to tell.
    }
  }
}
