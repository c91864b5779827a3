package dev.keygraph.engine.xodus;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import dev.keygraph.kv.KvTraits;
import java.time.Duration;

/**
 * The engine's section of the configuration; {@code reference.conf} says what each option means.
 *
 * @param cacheSize in bytes
 * @param cachePageSize in bytes, a power of two
 * @param fileSize in bytes, a multiple of {@code cachePageSize}
 * @param minUtilization in percent
 * @param loadBatch in bytes
 */
record XodusSettings(
    long cacheSize,
    int cachePageSize,
    int treePageEntries,
    long fileSize,
    int openFiles,
    int minUtilization,
    Duration syncPeriod,
    Duration lockTimeout,
    long loadBatch) {

  /** What lies beside the largest value in its file: its key, and Xodus's own headers. */
  private static final long FILE_OVERHEAD = 1 << 20;

  static XodusSettings of(Config section) {
    int cachePageSize = (int) bytes(section, "cache-page-size", 4 << 10, 4 << 20);
    if (Integer.bitCount(cachePageSize) != 1) {
      throw bad(section, "cache-page-size", "must be a power of two");
    }
    long fileSize =
        bytes(section, "file-size", KvTraits.COMMON_MAX_VALUE_BYTES + FILE_OVERHEAD, 1L << 30);
    if (fileSize % cachePageSize != 0) {
      throw bad(section, "file-size", "must be a multiple of cache-page-size");
    }
    return new XodusSettings(
        bytes(section, "cache-size", 1 << 20, 1L << 40),
        cachePageSize,
        integer(section, "tree-page-entries", 8, 1024),
        fileSize,
        integer(section, "open-files", 16, 1 << 16),
        integer(section, "min-utilization", 10, 90),
        section.getDuration("sync-period"),
        section.getDuration("lock-timeout"),
        bytes(section, "load-batch", 1 << 10, 1L << 30));
  }

  private static int integer(Config section, String key, int least, int most) {
    int value = section.getInt(key);
    if (value < least || value > most) {
      throw bad(section, key, "must be " + least + " to " + most + ", not " + value);
    }
    return value;
  }

  private static long bytes(Config section, String key, long least, long most) {
    long value = section.getBytes(key);
    if (value < least || value > most) {
      throw bad(section, key, "must be " + least + " to " + most + " bytes, not " + value);
    }
    return value;
  }

  private static ConfigException bad(Config section, String key, String what) {
    return new ConfigException.BadValue(
        section.getValue(key).origin(), "keygraph.engines.xodus." + key, what);
  }
}
