package dev.keygraph.kv;

import java.util.Map;
import java.util.TreeMap;

/**
 * Figures about an open store.
 *
 * @param entries number of entries, or -1 where the engine would have to count them
 * @param bytesOnDisk bytes of the files that the engine has, 0 for one without files
 * @param details the engine's own figures, by name (such as {@code reader-slots}), in name order
 */
public record KvStatistics(long entries, long bytesOnDisk, Map<String, Long> details) {
  /** Copies the details. */
  public KvStatistics {
    details = java.util.Collections.unmodifiableMap(new TreeMap<>(details));
  }
}
