package dev.keygraph.kv;

import java.util.Map;
import java.util.TreeMap;

/**
 * Figures about an open store.
 *
 * @param entries number of entries, or -1 where the engine would have to count them
 * @param bytesOnDisk bytes of the files that the engine has, 0 for one without files
 * @param details further figures, by name, in name order: the engine's own (such as {@code
 *     reader-slots}), {@link #LOG_BYTES} where it has a log and, from a {@link KvStore}, {@code
 *     open-snapshots} (without those that stand by for their next user), {@code
 *     oldest-snapshot-millis} (0 if none is open), {@code bytes-since-oldest-snapshot}, which
 *     counts the keys and values that were written since (0 if none is open), and {@code
 *     queued-writes}
 */
public record KvStatistics(long entries, long bytesOnDisk, Map<String, Long> details) {
  /**
   * The detail that says how many bytes on disk the engine's log takes: what it wrote of commits
   * and has not made part of its data, or keeps to write the next ones over. An engine whose data
   * is a log counts all of it; one without a log has no such detail.
   */
  public static final String LOG_BYTES = "log-bytes";

  /** Copies the details. */
  public KvStatistics {
    details = java.util.Collections.unmodifiableMap(new TreeMap<>(details));
  }
}
