package dev.keygraph.cli.index;

import java.time.Duration;
import java.util.List;

/**
 * What an indexing run did.
 *
 * @param added units that are new
 * @param changed units whose class file has another content than before
 * @param unchanged units whose class file is the same; nothing was done for them
 * @param removed units whose class file is gone, or was skipped this time
 * @param skipped what was left out
 * @param multiRelease jars with classes of several releases
 * @param bytes bytes of all class files that were looked at
 * @param entries keys that an import into an empty graph wrote; -1 where it was not empty, or where
 *     nothing was new
 * @param version the graph's version afterwards
 * @param duration how long it took
 */
public record IndexReport(
    long added,
    long changed,
    long unchanged,
    long removed,
    List<Skipped> skipped,
    List<String> multiRelease,
    long bytes,
    long entries,
    long version,
    Duration duration) {

  /** Returns how many class files were looked at and not skipped. */
  public long units() {
    return added + changed + unchanged;
  }
}
