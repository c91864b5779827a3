package dev.keygraph.engine.rocks;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import org.rocksdb.CompressionType;

/**
 * The engine's section of the configuration; {@code reference.conf} says what each option means.
 * Sizes are in bytes.
 */
record RocksSettings(
    long blockCache,
    long blockSize,
    CompressionType compression,
    int filterBits,
    long writeBuffer,
    int backgroundJobs,
    int maxOpenFiles,
    boolean verifyChecksums,
    int loadFile) {

  private static final int ALL_FILES = -1;
  private static final long MIN_LOAD_FILE = 4 << 10;
  private static final long MAX_LOAD_FILE = 512 << 20;

  static RocksSettings of(Config section) {
    return new RocksSettings(
        section.getBytes("block-cache"),
        section.getBytes("block-size"),
        compression(section),
        section.getInt("filter-bits"),
        section.getBytes("write-buffer"),
        section.getInt("background-jobs"),
        section.getInt("max-open-files"),
        section.getBoolean("verify-checksums"),
        loadFile(section));
  }

  /** Returns the same settings with no bound on the files that are open. */
  RocksSettings withAllFilesOpen() {
    return new RocksSettings(
        blockCache,
        blockSize,
        compression,
        filterBits,
        writeBuffer,
        backgroundJobs,
        ALL_FILES,
        verifyChecksums,
        loadFile);
  }

  private static int loadFile(Config section) {
    long bytes = section.getBytes("load-file");
    if (bytes < MIN_LOAD_FILE || bytes > MAX_LOAD_FILE) {
      throw new ConfigException.BadValue(
          section.getValue("load-file").origin(),
          "keygraph.engines.rocks.load-file",
          "it is 4 KiB to 512 MiB, not " + bytes + " bytes");
    }
    return (int) bytes;
  }

  private static CompressionType compression(Config section) {
    String name = section.getString("compression");
    return switch (name) {
      case "none" -> CompressionType.NO_COMPRESSION;
      case "lz4" -> CompressionType.LZ4_COMPRESSION;
      case "zstd" -> CompressionType.ZSTD_COMPRESSION;
      default ->
          throw new ConfigException.BadValue(
              section.getValue("compression").origin(),
              "keygraph.engines.rocks.compression",
              "it is none, lz4 or zstd, not " + name);
    };
  }
}
