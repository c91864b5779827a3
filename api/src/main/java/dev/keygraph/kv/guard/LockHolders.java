package dev.keygraph.kv.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who holds a lock of a file, where the operating system tells: readers leave no name, so that they
 * can open what they may not write.
 */
final class LockHolders {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final int KIND = 1;
  private static final int PROCESS = 4;
  private static final int FILE = 5;
  private static final int FIRST = 6;
  private static final int FIELDS = 8;

  private LockHolders() {}

  /**
   * Returns the processes that hold a lock which begins at a byte of a file, as words for a
   * message: {@code " (pid 17, 18)"}, or nothing if they are not known.
   */
  static String describe(Path file, long position) {
    try {
      String inode = ":" + Files.getAttribute(file, "unix:ino");
      SortedSet<Long> processes = new TreeSet<>();
      for (String line : Files.readAllLines(LOCKS, StandardCharsets.US_ASCII)) {
        List<String> fields = List.of(line.strip().split("\\s+", -1));
        if (fields.size() == FIELDS
            && fields.get(KIND).equals("POSIX")
            && fields.get(FILE).endsWith(inode)
            && fields.get(FIRST).equals(Long.toString(position))) {
          processes.add(Long.parseLong(fields.get(PROCESS)));
        }
      }
      return describe(processes);
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      return "";
    }
  }

  private static String describe(SortedSet<Long> processes) {
    // What is outside of a container has no number within.
    processes.removeIf(process -> process <= 0);
    return processes.isEmpty()
        ? ""
        : processes.stream().map(String::valueOf).collect(Collectors.joining(", ", " (pid ", ")"));
  }
}
