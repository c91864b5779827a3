package dev.keygraph.engine.xodus;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import java.util.concurrent.TimeUnit;
import jetbrains.exodus.ConfigurationStrategy;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.EnvironmentConfig;
import jetbrains.exodus.env.EnvironmentImpl;
import jetbrains.exodus.env.Environments;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.StoreConfig;
import jetbrains.exodus.env.Transaction;
import jetbrains.exodus.log.LogConfig;

/** Opens Xodus with the settings that a store needs. */
final class XodusEnvironments {
  private static final String TREE = "keygraph";

  /** Without prefixing: its scans do not put keys together byte by byte. */
  private static final StoreConfig TREE_CONFIG = StoreConfig.WITHOUT_DUPLICATES;

  /** A part of the heap, as its divisor: Xodus refuses a cache as large as the heap. */
  private static final int CACHE_HEAP_PART = 4;

  private static final long NEVER_MILLIS = TimeUnit.DAYS.toMillis(10_000);

  private XodusEnvironments() {}

  static EnvironmentImpl open(EngineOptions options, XodusSettings settings, XodusFiles files) {
    LogConfig log = new LogConfig().setReaderWriter(files.reader(), files.writer());
    log.setLockIgnored(true);
    EnvironmentImpl env =
        (EnvironmentImpl)
            Environments.newInstance(log, config(options, settings, files.header().fileSize()));
    // Its thread counts what is out of use after an unclean end, but leaves the log to our cleaner.
    env.suspendGC();
    return env;
  }

  /** Opens the tree, and makes it where it is not there yet and may be made. */
  static Store openTree(Environment env, EngineOptions options, XodusErrors errors) {
    if (!options.readOnly()) {
      return env.computeInExclusiveTransaction(txn -> env.openStore(TREE, TREE_CONFIG, txn));
    }
    Transaction txn = env.beginReadonlyTransaction();
    try {
      Store store = env.openStore(TREE, TREE_CONFIG, txn, false);
      if (store == null) {
        throw errors.corrupted(
            "Xodus store " + options.directory() + ": there is no tree named " + TREE, null);
      }
      return store;
    } finally {
      txn.abort();
    }
  }

  private static EnvironmentConfig config(
      EngineOptions options, XodusSettings settings, long fileSize) {
    // Nothing from system properties: the section is complete.
    EnvironmentConfig config = new EnvironmentConfig(ConfigurationStrategy.IGNORE);
    long cacheSize =
        Math.min(settings.cacheSize(), Runtime.getRuntime().maxMemory() / CACHE_HEAP_PART);
    long syncPeriod =
        options.durability() == Durability.RELAXED
            ? settings.syncPeriod().toMillis()
            : NEVER_MILLIS;
    return config
        .setMemoryUsage(cacheSize)
        .setLogFileSize(fileSize >> 10)
        .setLogCachePageSize(settings.cachePageSize())
        .setLogCacheShared(false)
        .setLogCacheNonBlocking(true)
        .setLogCacheUseSoftReferences(false)
        .setLogCacheOpenFilesCount(settings.openFiles())
        .setLogDurableWrite(options.durability() == Durability.DURABLE)
        .setLogSyncPeriod(syncPeriod)
        .setFullFileReadonly(false)
        .setLogClearInvalid(false)
        .setLogAllowRemovable(true)
        .setLogAllowRamDisk(true)
        .setTreeMaxPageSize(settings.treePageEntries())
        .setEnvIsReadonly(options.readOnly())
        .setEnvGatherStatistics(false)
        .setEnvMonitorTxnsTimeout(0)
        .setEnvMonitorTxnsExpirationTimeout(0)
        .setGcEnabled(!options.readOnly())
        .setManagementEnabled(false);
  }
}
