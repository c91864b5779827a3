package dev.keygraph.engine.rocks;

import dev.keygraph.kv.Durability;
import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.EnvOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;
import org.rocksdb.util.StdErrLogger;

/** The native options of one open store, which outlive everything that was opened with them. */
final class RocksNatives implements AutoCloseable {
  private static final long LOG_FILE_BYTES = 1 << 20;
  private static final int LOG_FILES = 3;
  private static final long BYTES_PER_SYNC = 1 << 20;

  private final RocksSettings settings;
  private final Deque<RocksObject> opened = new ArrayDeque<>();
  private final Options options;
  private final WriteOptions writeOptions;
  private final EnvOptions loadOptions;

  RocksNatives(RocksSettings settings, Durability durability, boolean readOnly) {
    this(settings, durability, readOnly, readOnly, WALRecoveryMode.PointInTimeRecovery);
  }

  /**
   * All options.
   *
   * @param exists whether there is a database, so that none is made
   * @param recovery what to do about damage in the log
   */
  RocksNatives(
      RocksSettings settings,
      Durability durability,
      boolean readOnly,
      boolean exists,
      WALRecoveryMode recovery) {
    this.settings = settings;
    options = own(new Options());
    writeOptions = own(new WriteOptions());
    loadOptions = own(new EnvOptions());
    try {
      writeOptions.setSync(durability == Durability.DURABLE);
      configure(readOnly);
      options.setCreateIfMissing(!exists && !readOnly).setWalRecoveryMode(recovery);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void configure(boolean readOnly) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(own(new LRUCache(settings.blockCache())))
            .setBlockSize(settings.blockSize())
            .setIndexType(IndexType.kBinarySearch);
    if (settings.filterBits() > 0) {
      table.setFilterPolicy(own(new BloomFilter(settings.filterBits())));
    }
    options
        .setParanoidChecks(true)
        .setTableFormatConfig(table)
        .setCompressionType(settings.compression())
        .setLevelCompactionDynamicLevelBytes(true)
        .setWriteBufferSize(settings.writeBuffer())
        .setMaxBackgroundJobs(settings.backgroundJobs())
        .setMaxOpenFiles(settings.maxOpenFiles())
        .setBytesPerSync(BYTES_PER_SYNC)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(LOG_FILE_BYTES)
        .setKeepLogFileNum(LOG_FILES);
    if (readOnly) {
      // The log is a file in the store's directory, which must not be written to.
      options.setLogger(own(new StdErrLogger(InfoLogLevel.ERROR_LEVEL, "RocksDB: ")));
    }
  }

  /** Has RocksDB say nothing of errors, for openings that may fail and are made again. */
  RocksNatives silent() {
    options.setLogger(own(new StdErrLogger(InfoLogLevel.FATAL_LEVEL, "RocksDB: ")));
    return this;
  }

  Options options() {
    return options;
  }

  WriteOptions writeOptions() {
    return writeOptions;
  }

  EnvOptions loadOptions() {
    return loadOptions;
  }

  /** Returns new options, which the caller closes. */
  ReadOptions newReadOptions() {
    return new ReadOptions().setVerifyChecksums(settings.verifyChecksums());
  }

  private <T extends RocksObject> T own(T object) {
    opened.push(object);
    return object;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
