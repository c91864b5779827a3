package dev.keygraph.engine.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * A connection, with the frames that its readers are done with. The driver lets one thread at a
 * time into a connection; what this class adds is safe for several threads too, but for the
 * transaction, which is one for all of them.
 *
 * <p>JDBC's auto-commit is off, and transactions begin and end by statements: with auto-commit on,
 * the driver tries to begin and commit one after each statement, also within a transaction.
 */
final class SqliteSession implements AutoCloseable {
  static final String DATABASE = "entries.db";
  private static final int BUSY_MILLIS = 10_000;
  private static final int KIBIBYTE = 1024;
  private static final int NO_TRANSACTION = 1;
  private static final int MOST_FRAMES = 16;

  /** How a connection may use the file. */
  enum Mode {
    /** Reads and writes, and creates the file where there is none. */
    WRITE,
    /** Reads, beside a connection that writes. */
    READ,
    /** Reads a file that nobody writes and that has no log: needs no locks, and leaves no files. */
    READ_ALONE
  }

  private final Connection connection;
  private final DB database;
  private final SqliteErrors errors;
  private final SqliteStatement begin;
  private final SqliteStatement beginWrite;
  private final SqliteStatement commit;
  private final SqliteStatement rollback;
  private final SqliteStatement touch;
  private final ArrayDeque<SqliteFrame> frames = new ArrayDeque<>();

  private SqliteSession(Connection connection, SqliteErrors errors) throws SQLException {
    this.connection = connection;
    this.database = connection.unwrap(SQLiteConnection.class).getDatabase();
    this.errors = errors;
    this.begin = statement("BEGIN");
    this.beginWrite = statement("BEGIN IMMEDIATE");
    this.commit = statement("COMMIT");
    this.rollback = statement("ROLLBACK");
    this.touch = statement("SELECT 1 FROM entries LIMIT 1");
  }

  static SqliteSession open(Path directory, Mode mode, SqliteSettings settings, SqliteErrors errors)
      throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(mode != Mode.WRITE);
    config.setBusyTimeout(BUSY_MILLIS);
    // A URI, because the driver would take some characters of a path for options.
    String path = directory.resolve(DATABASE).toAbsolutePath().toUri().getRawPath();
    Connection connection =
        config.createConnection(
            "jdbc:sqlite:file://" + path + (mode == Mode.READ_ALONE ? "?immutable=1" : ""));
    try {
      SqliteSession session = new SqliteSession(connection, errors);
      session.set("mmap_size", settings.mmapSize());
      if (mode == Mode.WRITE) {
        // Where the operating system knows a sync that reaches the disk's medium, and one that does
        // not.
        session.set("fullfsync", 1);
      }
      session.set("cache_size", -Math.max(1, settings.cacheSize() / KIBIBYTE));
      connection.setAutoCommit(false);
      session.commit.run();
      return session;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  SqliteErrors errors() {
    return errors;
  }

  /** Returns a statement, which is prepared when it is needed. */
  SqliteStatement statement(String sql) {
    return new SqliteStatement(connection, database, sql);
  }

  /** Sets an option of the connection or of the file. */
  void set(String pragma, Object value) throws SQLException {
    database.exec("PRAGMA " + pragma + " = " + value, /* autoCommit= */ false);
  }

  /** Runs a statement once. */
  void run(String sql, Object @Nullable ... parameters) throws SQLException {
    try (SqliteStatement once = statement(sql)) {
      if (once.execute(parameters)) {
        once.reset();
      }
    }
  }

  /** Returns the first column of the first row as a text. */
  String text(String sql) throws SQLException {
    try (SqliteStatement once = statement(sql)) {
      return once.execute() ? once.text(0) : "";
    }
  }

  /** Returns the first column of the first row as a number. */
  int number(String sql) throws SQLException {
    try (SqliteStatement once = statement(sql)) {
      return once.execute() ? once.number(0) : 0;
    }
  }

  /** Sets how long a statement waits for other connections. */
  void waitAtMost(int millis) throws SQLException {
    database.busy_timeout(millis);
  }

  /** Begins a read transaction, which sees the last commit from now on. */
  void beginRead() throws SQLException {
    begin.run();
    try {
      touch.run();
    } catch (SQLException e) {
      rollback();
      throw e;
    }
  }

  void beginWrite() throws SQLException {
    beginWrite.run();
  }

  void commit() throws SQLException {
    commit.run();
  }

  /** Rolls back; some failures of statements have done that already. */
  void rollback() throws SQLException {
    try {
      rollback.run();
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_TRANSACTION) {
        throw e;
      }
    }
  }

  /** Returns a frame that nobody else uses. */
  SqliteFrame takeFrame() {
    synchronized (frames) {
      SqliteFrame idle = frames.poll();
      return idle == null ? new SqliteFrame(this) : idle;
    }
  }

  /** Ends what a frame reads, and keeps it for the next reader. */
  void giveBack(SqliteFrame frame) {
    frame.end();
    synchronized (frames) {
      if (frames.size() < MOST_FRAMES) {
        frames.push(frame);
        return;
      }
    }
    try {
      frame.close();
    } catch (SQLException e) {
      throw errors.translate("freeing a statement", e);
    }
  }

  /** Frees the connection, and with it every statement. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
