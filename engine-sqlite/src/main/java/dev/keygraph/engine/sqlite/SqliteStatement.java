package dev.keygraph.engine.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * A prepared statement, driven at the driver's own layer below JDBC, which needs neither a result
 * set nor a call of native code beside the step and the columns that are wanted.
 *
 * <p>The driver frees a statement whose execution failed: its address must not be used after that,
 * and the next execution prepares it again.
 */
final class SqliteStatement implements AutoCloseable {
  private static final byte[] EMPTY = {};

  private final Connection connection;
  private final DB database;
  private final String sql;
  private @Nullable CoreStatement prepared;
  private long pointer;

  SqliteStatement(Connection connection, DB database, String sql) {
    this.connection = connection;
    this.database = database;
    this.sql = sql;
  }

  /**
   * Binds and runs up to the first row.
   *
   * @param parameters one for each question mark; copied before the call returns
   * @return whether there is a row; the caller then ends with {@link #reset}
   */
  boolean execute(Object @Nullable ... parameters) throws SQLException {
    CoreStatement statement = prepared();
    try {
      return database.execute(statement, parameters);
    } catch (SQLException e) {
      if (statement.pointer.isClosed()) {
        pointer = 0;
        prepared = null;
      } else {
        reset();
      }
      throw e;
    }
  }

  /** Runs to the end, whatever rows there are. */
  void run() throws SQLException {
    if (execute((Object[]) null)) {
      reset();
    }
  }

  /** Goes on to the next row, and returns whether there is one. */
  boolean step() throws SQLException {
    int code = database.step(pointer);
    if (code != Codes.SQLITE_ROW && code != Codes.SQLITE_DONE) {
      database.throwex(code);
    }
    return code == Codes.SQLITE_ROW;
  }

  /** Returns a copy of a column of the row, the first one being 0. */
  byte[] blob(int column) throws SQLException {
    byte[] bytes = database.column_blob(pointer, column);
    return bytes == null ? EMPTY : bytes;
  }

  /** Returns a number in the row. */
  int number(int column) throws SQLException {
    return database.column_int(pointer, column);
  }

  /** Returns a text in the row. */
  String text(int column) throws SQLException {
    return database.column_text(pointer, column);
  }

  /** Ends an execution, so that it holds nothing any more; more than once is harmless. */
  void reset() throws SQLException {
    if (pointer != 0) {
      // The code repeats what the last step said.
      int ignored = database.reset(pointer);
    }
  }

  private CoreStatement prepared() throws SQLException {
    CoreStatement statement = prepared;
    if (statement == null) {
      statement = (CoreStatement) connection.prepareStatement(sql);
      pointer = statement.pointer.safeRunLong((db, address) -> address);
      prepared = statement;
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    CoreStatement statement = prepared;
    prepared = null;
    pointer = 0;
    if (statement != null) {
      ((PreparedStatement) statement).close();
    }
  }
}
