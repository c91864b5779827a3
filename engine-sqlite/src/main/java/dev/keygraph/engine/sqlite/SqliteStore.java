package dev.keygraph.engine.sqlite;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.kv.OtherWriter;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An open database: one connection that writes, and those of the snapshots. */
final class SqliteStore
    implements EngineStore, EngineStore.Backup, EngineStore.BulkLoad, EngineStore.Compaction {
  /** Marks the file as one of this engine: "keyg". */
  private static final int APPLICATION_ID = 0x6B657967;

  private static final int FORMAT = 1;
  static final String LOG_SUFFIX = "-wal";
  private static final String INDEX_SUFFIX = "-shm";
  private static final String TABLE =
      "CREATE TABLE entries (key BLOB PRIMARY KEY NOT NULL, value BLOB NOT NULL) WITHOUT ROWID";

  /** What only a store that can be written has. */
  private record Writing(
      SqliteSession session, WriteAheadLog log, SqliteTransaction.Writes writes) {}

  private final Path directory;
  private final Durability durability;
  private final SqliteSettings settings;
  private final SqliteErrors errors;
  private final SqliteSession.Mode readMode;
  private final SnapshotConnections snapshots;
  private final @Nullable Writing writing;
  private boolean unsynced;

  private SqliteStore(EngineOptions options, SqliteSettings settings) throws SQLException {
    this.directory = options.directory();
    this.durability = options.durability();
    this.settings = settings;
    this.errors = new SqliteErrors(directory);
    boolean otherWriter = options.otherWriter() != OtherWriter.NEVER;
    this.readMode =
        options.readOnly() && !otherWriter && size(LOG_SUFFIX) == 0
            ? SqliteSession.Mode.READ_ALONE
            : SqliteSession.Mode.READ;
    this.snapshots =
        new SnapshotConnections(
            () -> openSession(readMode),
            settings.connectionsPerVersion(),
            settings.idleConnections(),
            otherWriter);
    if (options.readOnly()) {
      try (SqliteSession session = openSession(readMode)) {
        checkFormat(session);
      }
      this.writing = null;
    } else {
      this.writing = openWriter();
    }
  }

  static SqliteStore open(EngineOptions options, SqliteSettings settings) {
    Path directory = options.directory();
    // SQLite would make a new database in place of one that is missing or empty.
    if (options.exists() && databaseSize(directory) == 0) {
      throw new KvCorruptedException(
          "SQLite store %s: its file %s is missing or empty; restore a backup, or index again"
              .formatted(directory, SqliteSession.DATABASE));
    }
    try {
      return new SqliteStore(options, settings);
    } catch (SQLException e) {
      throw new SqliteErrors(directory).translate("open", e);
    }
  }

  private static long databaseSize(Path directory) {
    try {
      return Presence.sizeOf(directory.resolve(SqliteSession.DATABASE));
    } catch (IOException e) {
      throw KvException.ofIo(
          "SQLite store %s: cannot look at its file %s"
              .formatted(directory, SqliteSession.DATABASE),
          e);
    }
  }

  private SqliteSession openSession(SqliteSession.Mode mode) throws SQLException {
    return SqliteSession.open(directory, mode, settings, errors);
  }

  private Writing openWriter() throws SQLException {
    SqliteSession session = openSession(SqliteSession.Mode.WRITE);
    try {
      session.set("page_size", settings.pageSize());
      checkFormat(session);
      useLog(session);
      session.set("wal_autocheckpoint", 0);
      session.set("journal_size_limit", settings.logLimit());
      session.set("synchronous", "FULL");
      if (session.number("PRAGMA application_id") == 0) {
        create(session);
      }
      session.set("synchronous", synchronous());
      WriteAheadLog log =
          new WriteAheadLog(
              directory, session, snapshots, () -> openSession(SqliteSession.Mode.WRITE), settings);
      return new Writing(session, log, new SqliteTransaction.Writes(session));
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private void useLog(SqliteSession session) throws SQLException {
    String mode = session.text("PRAGMA journal_mode = WAL");
    if (!mode.equals("wal")) {
      throw new KvIoException(
          "SQLite store %s: this file system allows no write-ahead log (journal mode %s); move the store to a local disk"
              .formatted(directory, mode));
    }
  }

  private void checkFormat(SqliteSession session) throws SQLException {
    int application = session.number("PRAGMA application_id");
    boolean empty = session.number("SELECT count(*) FROM sqlite_schema") == 0;
    if (application != APPLICATION_ID && !(application == 0 && empty)) {
      throw errors.foreign(application);
    }
    int format = session.number("PRAGMA user_version");
    if (format > FORMAT) {
      throw errors.newer(format, FORMAT);
    }
  }

  private static void create(SqliteSession session) throws SQLException {
    session.beginWrite();
    session.run(TABLE);
    session.set("application_id", APPLICATION_ID);
    session.set("user_version", FORMAT);
    session.commit();
  }

  private String synchronous() {
    return switch (durability) {
      case DURABLE -> "FULL";
      case RELAXED -> "NORMAL";
      case UNSAFE -> "OFF";
    };
  }

  private Writing writing() {
    Writing open = writing;
    if (open == null) {
      throw new IllegalStateException("the store is open read-only");
    }
    return open;
  }

  @Override
  public KvSnapshot snapshot() {
    try {
      return new SqliteSnapshot(snapshots, snapshots.acquire());
    } catch (SQLException e) {
      throw errors.translate("opening a snapshot", e);
    }
  }

  @Override
  public EngineTransaction begin() {
    Writing open = writing();
    snapshots.leaveUnused();
    try {
      open.session().beginWrite();
      return new SqliteTransaction(this, open.session(), open.writes());
    } catch (SQLException e) {
      throw errors.translate("beginning a transaction", e);
    }
  }

  @Override
  public boolean needsWriterThread() {
    return false;
  }

  /** Commits what the writing connection did. */
  void commit() {
    Writing open = writing();
    snapshots.commitBegins();
    try {
      open.session().commit();
    } catch (SQLException e) {
      throw errors.translate("commit", e);
    } finally {
      snapshots.commitEnds();
    }
    unsynced = durability != Durability.DURABLE;
    open.log().committed();
  }

  @Override
  public BulkLoader bulkLoader() {
    try {
      return new SqliteBulkLoader(this, writing().session());
    } catch (SQLException e) {
      throw errors.translate("bulk load", e);
    }
  }

  /** Writes pages straight into the file, if no other connection is open. */
  void switchLogOff() throws SQLException {
    Writing open = writing();
    open.log().rest();
    snapshots.closeUnused();
    open.session().set("synchronous", "OFF");
    if (snapshots.open() == 0) {
      open.session().set("journal_mode", "MEMORY");
    }
  }

  /** Undoes {@link #switchLogOff}, and makes what was written meanwhile durable. */
  void switchLogOn() throws SQLException {
    SqliteSession session = writing().session();
    session.set("synchronous", "FULL");
    // Writes the file's first page, and syncs the file.
    useLog(session);
    sync(session);
    session.set("synchronous", synchronous());
  }

  @Override
  public void flush() {
    Writing open = writing;
    if (open == null || !unsynced) {
      return;
    }
    try {
      open.log().settle();
      open.session().set("synchronous", "FULL");
      try {
        sync(open.session());
      } catch (SQLException e) {
        open.log().doubt();
        throw e;
      } finally {
        open.session().set("synchronous", synchronous());
      }
      unsynced = false;
    } catch (SQLException e) {
      throw errors.translate("flush", e);
    } catch (IOException e) {
      throw KvException.ofIo("SQLite store " + directory + ": flush failed", e);
    }
  }

  /**
   * A commit that changes nothing syncs the log, and all commits in it; checkpoints sync always.
   */
  private static void sync(SqliteSession session) throws SQLException {
    session.beginWrite();
    try {
      session.set("user_version", FORMAT);
      session.commit();
    } catch (SQLException e) {
      session.rollback();
      throw e;
    }
  }

  @Override
  public void backup(Path target) {
    try (SqliteSession session = openSession(readMode)) {
      session.run("VACUUM INTO ?", target.resolve(SqliteSession.DATABASE).toString());
    } catch (SQLException e) {
      throw errors.translate("backup to " + target, e);
    }
  }

  @Override
  public void compact() {
    Writing open = writing();
    snapshots.leaveUnused();
    snapshots.commitBegins();
    try {
      open.session().run("VACUUM");
    } catch (SQLException e) {
      throw errors.translate("compaction", e);
    } finally {
      snapshots.commitEnds();
    }
    unsynced = durability != Durability.DURABLE;
    open.log().truncate();
  }

  @Override
  public KvStatistics statistics() {
    long log = size(LOG_SUFFIX);
    Map<String, Long> details = new TreeMap<>();
    details.put("connections", (long) snapshots.open());
    details.put("connections-in-use", (long) snapshots.inUse());
    details.put(KvStatistics.LOG_BYTES, log);
    Writing open = writing;
    if (open != null) {
      details.put("log-bytes-in-use", open.log().bytes());
      details.put("log-checkpoints", open.log().checkpoints());
      details.put("log-restarts", open.log().restarts());
      details.put("log-restarts-refused", open.log().refusals());
    }
    return new KvStatistics(-1, size("") + log + size(INDEX_SUFFIX), details);
  }

  private long size(String suffix) {
    try {
      return Files.size(directory.resolve(SqliteSession.DATABASE + suffix));
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw KvException.ofIo("SQLite store " + directory + ": reading a file's size failed", e);
    }
  }

  @Override
  public void close() {
    KvException failure = null;
    try {
      snapshots.closeUnused();
      Writing open = writing;
      if (open != null) {
        // The last connection copies the log into the file and removes it.
        open.log().close();
        open.log().settle();
        open.session().set("synchronous", "FULL");
        // A reader in another process may keep it from that, and go on with both.
        open.session().waitAtMost(settings.logLimitMillis());
        open.session().run("PRAGMA wal_checkpoint(TRUNCATE)");
      }
    } catch (SQLException e) {
      failure = errors.translate("close", e);
    } catch (IOException e) {
      failure = KvException.ofIo("SQLite store " + directory + ": close failed", e);
    }
    try {
      Writing open = writing;
      if (open != null) {
        open.session().close();
      }
    } catch (SQLException e) {
      failure = failure == null ? errors.translate("close", e) : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }
}
