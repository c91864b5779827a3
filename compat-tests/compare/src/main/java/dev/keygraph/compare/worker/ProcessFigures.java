package dev.keygraph.compare.worker;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the operating system and the JVM say of this process. */
final class ProcessFigures {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path IO = Path.of("/proc/self/io");

  private ProcessFigures() {}

  /** Begins to watch the peak of the heap anew. */
  static void resetPeakHeap() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      pool.resetPeakUsage();
    }
  }

  /** Returns the peak of the heap's use: of each of its pools, added up. */
  static long peakHeapBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }

  /**
   * Returns the most memory that the process ever had, pages of mapped files included; empty where
   * the system does not say.
   */
  static OptionalLong peakResidentBytes() {
    OptionalLong kibibytes = read(STATUS, "VmHWM:");
    return kibibytes.isPresent()
        ? OptionalLong.of(kibibytes.getAsLong() << 10)
        : OptionalLong.empty();
  }

  /**
   * Returns how many bytes the process gave to disks, or will have when the system has written its
   * pages; empty where the system does not say. Nothing counts of a file system in memory.
   */
  static OptionalLong writtenBytes() {
    return read(IO, "write_bytes:");
  }

  private static OptionalLong read(Path file, String name) {
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith(name)) {
          String digits = line.substring(name.length()).replaceAll("\\D", "");
          return OptionalLong.of(Long.parseLong(digits));
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Another system, or one that keeps this to itself.
    }
    return OptionalLong.empty();
  }
}
