package dev.keygraph.engine.mapdb;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;

/**
 * The options of {@code keygraph.engines.mapdb}; see the module's {@code reference.conf}.
 *
 * @param nodeEntries the most entries of a tree node
 * @param inPlaceBytes the longest value that is kept among the keys
 * @param limits when a checkpoint begins
 */
record MapDbSettings(int nodeEntries, int inPlaceBytes, PageFile.Limits limits) {
  private static final int MIN_NODE_ENTRIES = 8;
  private static final int MAX_NODE_ENTRIES = 48;
  private static final int MAX_IN_PLACE_BYTES = 1024;
  private static final long MIN_LIMIT = 64 << 10;

  /** Reads the section. */
  static MapDbSettings of(Config section) {
    return new MapDbSettings(
        (int) between(section, "node-entries", MIN_NODE_ENTRIES, MAX_NODE_ENTRIES),
        (int) between(section, "in-place-value", 0, MAX_IN_PLACE_BYTES),
        new PageFile.Limits(
            between(section, "checkpoint-journal", MIN_LIMIT, 1L << 30),
            between(section, "checkpoint-memory", MIN_LIMIT, 1L << 34)));
  }

  private static long between(Config section, String key, long min, long max) {
    long value = section.getBytes(key);
    if (value < min || value > max) {
      throw new ConfigException.BadValue(
          section.getValue(key).origin(), key, "must be " + min + " to " + max + ", not " + value);
    }
    return value;
  }
}
