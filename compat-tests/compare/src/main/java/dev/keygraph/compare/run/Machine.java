package dev.keygraph.compare.run;

import com.sun.management.OperatingSystemMXBean;
import dev.keygraph.compare.report.Environment;
import dev.keygraph.compare.report.Noise;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Looks at the machine. */
final class Machine {
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

  private Machine() {}

  /**
   * Describes it.
   *
   * @param directory exists
   * @throws IOException if the directory's file system cannot be asked
   */
  static Environment environment(Path directory, List<String> workerFlags, Noise noise)
      throws IOException {
    String fileSystem = Files.getFileStore(directory).type();
    return new Environment(
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        memoryBytes(),
        directory.toString(),
        fileSystem,
        IN_MEMORY.contains(fileSystem),
        workerFlags,
        noise);
  }

  /** Returns the machine's memory, or what a container allows of it. */
  static long memoryBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
