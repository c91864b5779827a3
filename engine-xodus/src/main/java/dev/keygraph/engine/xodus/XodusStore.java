package dev.keygraph.engine.xodus;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import jetbrains.exodus.env.EnvironmentImpl;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.Transaction;
import jetbrains.exodus.log.Log;
import org.jspecify.annotations.Nullable;

/** One of Xodus's environments, with one tree in it. */
final class XodusStore implements EngineStore, EngineStore.Backup, EngineStore.BulkLoad {

  private final Path directory;
  private final XodusSettings settings;
  private final Durability durability;
  private final XodusErrors errors;
  private final XodusFiles files;
  private final EnvironmentImpl env;
  private final Store store;
  private final LogProfile profile;
  private final LogCleaner cleaner;

  private XodusStore(
      EngineOptions options,
      XodusSettings settings,
      XodusErrors errors,
      XodusFiles files,
      EnvironmentImpl env,
      Store store) {
    this.directory = options.directory();
    this.settings = settings;
    this.durability = options.durability();
    this.errors = errors;
    this.files = files;
    this.env = env;
    this.store = store;
    this.profile = new LogProfile(env);
    this.cleaner = new LogCleaner(env, profile, files, settings.minUtilization());
  }

  static XodusStore open(EngineOptions options, XodusSettings settings) {
    XodusErrors errors = new XodusErrors(options.directory());
    XodusFiles files = XodusFiles.open(options, settings, errors);
    EnvironmentImpl env = null;
    try {
      env = XodusEnvironments.open(options, settings, files);
      files.checkComplete(env.getLog().getHighAddress());
      if (options.readOnly()) {
        files.checkConfirmed(env.getLog().getHighAddress());
      } else {
        env.flushAndSync();
        files.beginSeals(env.getLog().getHighAddress());
      }
      Store store = XodusEnvironments.openTree(env, options, errors);
      return new XodusStore(options, settings, errors, files, env, store);
    } catch (RuntimeException e) {
      KvException failure = errors.translate("open", e);
      closeAfter(failure, env, files);
      throw failure;
    } catch (Error e) {
      closeAfter(e, env, files);
      throw e;
    }
  }

  /** Closes what a failure left open; the failure is what is to be told. */
  private static void closeAfter(
      Throwable failure, @Nullable EnvironmentImpl env, XodusFiles files) {
    try {
      closeAll(env, files);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static void closeAll(@Nullable EnvironmentImpl env, XodusFiles files) {
    try {
      if (env != null) {
        env.getEnvironmentConfig().setEnvCloseForcedly(true);
        env.close();
      }
    } finally {
      files.close();
    }
  }

  @Override
  public KvSnapshot snapshot() {
    checkSound();
    try {
      return new XodusSnapshot(env.beginReadonlyTransaction(), store, errors);
    } catch (RuntimeException e) {
      throw errors.translate("opening a snapshot", e);
    }
  }

  @Override
  public EngineTransaction begin() {
    checkSound();
    try {
      cleaner.removeFiles();
      Transaction txn = cleaner.begin();
      try {
        return new XodusTransaction(this, txn, store, errors);
      } catch (Throwable e) {
        txn.abort();
        throw e;
      }
    } catch (RuntimeException e) {
      throw errors.translate("opening a transaction", e);
    }
  }

  /** A transaction of Xodus has its place among those of its thread, and waits uninterruptibly. */
  @Override
  public boolean needsWriterThread() {
    return false;
  }

  /**
   * Refuses to go on after a write or sync of the log that failed: what Xodus has in memory since
   * then, and what is in the log, is not the same.
   */
  private void checkSound() {
    IOException failure = files.writer().failure();
    if (failure != null) {
      throw new KvIoException(
          "Xodus store "
              + directory
              + ": an earlier write to its log failed; close the store and open it again: "
              + failure,
          failure);
    }
  }

  void committing() {
    profile.noticeCount();
  }

  void committed() {
    cleaner.committed();
    checkSound();
    try {
      files.sealCommit();
      if (durability == Durability.DURABLE) {
        files.noteDurable(env.getLog().getHighAddress());
      } else if (files.needNote()) {
        flush();
      }
    } catch (RuntimeException e) {
      // It was committed in memory, and must not be seen.
      files.writer().fail(new IOException(e));
      throw e;
    }
  }

  void rolledBack() {
    cleaner.rolledBack();
  }

  @Override
  public void flush() {
    long committed = env.getLog().getHighAddress();
    try {
      env.flushAndSync();
    } catch (RuntimeException e) {
      throw errors.translate("flush", e);
    }
    checkSound();
    files.noteDurable(committed);
  }

  @Override
  public KvStatistics statistics() {
    try {
      Log log = env.getLog();
      Transaction txn = env.beginReadonlyTransaction();
      try {
        return new KvStatistics(
            store.count(txn),
            log.getDiskUsage(),
            Map.of(
                KvStatistics.LOG_BYTES,
                log.getDiskUsage(),
                "log-files",
                log.getNumberOfFiles(),
                "log-free-bytes",
                profile.freeBytes(),
                "cache-hit-percent",
                (long) (100 * log.getCacheHitRate())));
      } finally {
        txn.abort();
      }
    } catch (RuntimeException e) {
      throw errors.translate("statistics", e);
    }
  }

  @Override
  public void backup(Path target) {
    cleaner.beginCopy();
    try {
      Transaction txn = env.beginReadonlyTransaction();
      try {
        LogCopy.copy(directory, env.getLog(), txn.getHighAddress(), target);
      } finally {
        txn.abort();
      }
    } catch (Exception e) {
      throw errors.translate("backup", e);
    } finally {
      cleaner.endCopy();
    }
  }

  @Override
  public BulkLoader bulkLoader() {
    try {
      // The syncs of the batches would only delay the one that counts, at the end.
      env.getEnvironmentConfig().setLogDurableWrite(false);
      return new XodusBulkLoader(
          this, env.beginExclusiveTransaction(), store, errors, settings.loadBatch());
    } catch (RuntimeException e) {
      env.getEnvironmentConfig().setLogDurableWrite(durability == Durability.DURABLE);
      throw errors.translate("bulk load", e);
    }
  }

  void loaded() {
    env.getEnvironmentConfig().setLogDurableWrite(durability == Durability.DURABLE);
    try {
      cleaner.account();
    } catch (RuntimeException e) {
      throw errors.translate("bulk load", e);
    }
  }

  @Override
  public void close() {
    Interrupts.deferred(
        () -> {
          finish();
          return directory;
        });
  }

  private void finish() {
    try {
      try {
        if (!env.getEnvironmentConfig().getEnvIsReadonly() && files.writer().failure() == null) {
          cleaner.removeFiles();
          profile.save();
          flush();
        }
      } finally {
        closeAll(env, files);
      }
    } catch (RuntimeException e) {
      throw errors.translate("close", e);
    }
  }
}
