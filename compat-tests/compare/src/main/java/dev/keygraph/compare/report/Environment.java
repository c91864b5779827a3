package dev.keygraph.compare.report;

import java.util.List;

/**
 * Where a comparison ran.
 *
 * @param java the JVM's name and version
 * @param system the operating system and architecture
 * @param processors how many processors the JVM may use
 * @param memoryBytes the machine's memory, or what a container allows of it
 * @param directory where the stores lay
 * @param fileSystem the type of its file system, such as {@code ext4}
 * @param inMemory whether that file system is in memory, so that nothing waits for a disk
 * @param workerFlags the flags of the JVMs that did the work
 * @param noise how even the machine was
 */
public record Environment(
    String java,
    String system,
    int processors,
    long memoryBytes,
    String directory,
    String fileSystem,
    boolean inMemory,
    List<String> workerFlags,
    Noise noise) {

  /** Copies the flags. */
  public Environment {
    workerFlags = List.copyOf(workerFlags);
  }
}
