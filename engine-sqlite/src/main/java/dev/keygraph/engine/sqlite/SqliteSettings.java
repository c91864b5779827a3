package dev.keygraph.engine.sqlite;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;

/**
 * The engine's section of the configuration; {@code reference.conf} says what each option means.
 * Sizes are in bytes.
 *
 * @param pageSize a power of two
 * @param connectionsPerVersion at least 1
 * @param logLimitMillis how long to wait at the limit
 */
record SqliteSettings(
    int pageSize,
    long mmapSize,
    long cacheSize,
    int connectionsPerVersion,
    int idleConnections,
    long checkpointSize,
    long logLimit,
    int logLimitMillis) {
  private static final int SMALLEST_PAGE = 512;
  private static final int LARGEST_PAGE = 65536;

  static SqliteSettings of(Config section) {
    return new SqliteSettings(
        pageSize(section),
        section.getBytes("mmap-size"),
        section.getBytes("cache-size"),
        Math.max(1, section.getInt("connections-per-version")),
        section.getInt("idle-connections"),
        section.getBytes("checkpoint-size"),
        section.getBytes("log-limit"),
        Math.toIntExact(section.getDuration("log-limit-timeout").toMillis()));
  }

  private static int pageSize(Config section) {
    long size = section.getBytes("page-size");
    if (size < SMALLEST_PAGE || size > LARGEST_PAGE || Long.bitCount(size) != 1) {
      throw new ConfigException.BadValue(
          section.getValue("page-size").origin(),
          "keygraph.engines.sqlite.page-size",
          "it is a power of two from 512 to 65536 bytes, not " + size);
    }
    return (int) size;
  }
}
