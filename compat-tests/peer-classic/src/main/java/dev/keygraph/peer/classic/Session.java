package dev.keygraph.peer.classic;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** A connection with its prepared statements; for one thread at a time. */
final class Session implements AutoCloseable {
  /** What a query has if it has no row. */
  static final long NOTHING = -1;

  private static final int BUSY_MILLIS = 10_000;

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private Session(Connection connection) {
    this.connection = connection;
  }

  /** Connects with a configuration, outside of a transaction; statements begin one from then on. */
  static Session open(Path file, SQLiteConfig config) throws SQLException {
    config.setBusyTimeout(BUSY_MILLIS);
    // A URI, because the driver would take some characters of a path for options.
    Connection connection =
        config.createConnection("jdbc:sqlite:file://" + file.toUri().getRawPath());
    try (Statement statement = connection.createStatement()) {
      // As keygraph's engine has them.
      statement.execute("PRAGMA mmap_size = 68719476736");
      statement.execute("PRAGMA cache_size = -8192");
      connection.setAutoCommit(false);
      return new Session(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Returns a statement, which is prepared when it is first asked for, with its parameters. */
  PreparedStatement statement(String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      Object parameter = parameters[i];
      if (parameter instanceof Long number) {
        statement.setLong(i + 1, number);
      } else {
        statement.setObject(i + 1, parameter);
      }
    }
    return statement;
  }

  /** Runs a change, and returns how many rows it changed. */
  int change(String sql, @Nullable Object... parameters) throws SQLException {
    return statement(sql, parameters).executeUpdate();
  }

  /** Returns the first column of the first row, or {@link #NOTHING} if there is no row. */
  long number(String sql, @Nullable Object... parameters) throws SQLException {
    try (ResultSet row = statement(sql, parameters).executeQuery()) {
      return row.next() ? row.getLong(1) : NOTHING;
    }
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
