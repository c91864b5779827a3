package dev.keygraph.graph;

/**
 * How to import.
 *
 * @param memoryBytes bound for buffers and sorting; at least 1 MiB. What exceeds it is sorted in
 *     temporary files beside the store
 * @param unitsPerCommit units that share a commit when the graph is not empty; at least 1
 * @param progress told about progress, by one thread at a time
 */
public record ImportOptions(long memoryBytes, int unitsPerCommit, ImportProgress progress) {
  /** Checks the bounds. */
  public ImportOptions {
    if (memoryBytes < 1 << 20) {
      throw new IllegalArgumentException("memoryBytes is at least 1 MiB, not " + memoryBytes);
    }
    if (unitsPerCommit < 1) {
      throw new IllegalArgumentException("unitsPerCommit is at least 1, not " + unitsPerCommit);
    }
  }

  /** A quarter of the heap, 256 units a commit, silent. */
  public static ImportOptions defaults() {
    return new ImportOptions(
        Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 4), 256, ImportProgress.SILENT);
  }

  /** The same with another listener. */
  public ImportOptions withProgress(ImportProgress listener) {
    return new ImportOptions(memoryBytes, unitsPerCommit, listener);
  }

  /** The same with another bound for memory. */
  public ImportOptions withMemoryBytes(long bytes) {
    return new ImportOptions(bytes, unitsPerCommit, progress);
  }
}
