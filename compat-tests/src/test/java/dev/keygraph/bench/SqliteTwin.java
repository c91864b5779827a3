package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * SQLite by hand: one connection, prepared statements, JDBC. A cursor is a statement that goes one
 * way.
 */
final class SqliteTwin implements ReadTwin {
  private static final byte[] EMPTY = {};

  private final Connection connection;
  private final PreparedStatement look;
  private final PreparedStatement keys;
  private final PreparedStatement ascending;
  private final PreparedStatement descending;
  private final PreparedStatement from;
  private final PreparedStatement before;
  private final PreparedStatement touch;
  private @Nullable ResultSet cursor;
  private boolean forward;
  private byte[] place = {};

  SqliteTwin(Path data) {
    try {
      SQLiteConfig config = new SQLiteConfig();
      config.setReadOnly(true);
      connection = open(config, data);
      try (Statement options = connection.createStatement()) {
        options.execute("PRAGMA mmap_size = 68719476736");
        options.execute("PRAGMA cache_size = -8192");
      }
      connection.setAutoCommit(false);
      look = connection.prepareStatement("SELECT value FROM entries WHERE key = ?");
      keys = range("SELECT key FROM entries WHERE key >= ? AND key < ? ORDER BY key");
      ascending = range("SELECT key, value FROM entries WHERE key >= ? AND key < ? ORDER BY key");
      descending =
          range("SELECT key, value FROM entries WHERE key >= ? AND key < ? ORDER BY key DESC");
      from = range("SELECT key, value FROM entries WHERE key >= ? ORDER BY key");
      before = range("SELECT key, value FROM entries WHERE key < ? ORDER BY key DESC");
      touch = range("SELECT 1 FROM entries LIMIT 1");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Connection open(SQLiteConfig config, Path data) throws SQLException {
    return config.createConnection("jdbc:sqlite:" + data.resolve("twin.db"));
  }

  private PreparedStatement range(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  @Override
  public int find(byte[] key) {
    byte[] value = value(key);
    return value == null ? -1 : Seen.toInt(value, 0);
  }

  @Override
  public byte @Nullable [] value(byte[] key) {
    return look(look, key);
  }

  static byte @Nullable [] look(PreparedStatement look, byte[] key) {
    try {
      look.setBytes(1, key);
      try (ResultSet row = look.executeQuery()) {
        return row.next() ? bytes(row, 1) : null;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean get(byte[] key, Seen seen) {
    byte[] value = value(key);
    if (value == null) {
      return false;
    }
    seen.add(key, key.length, value, value.length);
    return true;
  }

  @Override
  public void expand(byte[] prefix, Frontier frontier) {
    try {
      keys.setBytes(1, prefix);
      keys.setBytes(2, Keys.behind(prefix));
      try (ResultSet rows = keys.executeQuery()) {
        while (rows.next()) {
          byte[] key = rows.getBytes(1);
          frontier.see(Seen.toInt(key, key.length - Integer.BYTES));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void forward(byte[] lower, byte[] upper, Seen seen) {
    scan(ascending, lower, upper, seen);
  }

  @Override
  public void backward(byte[] lower, byte[] upper, Seen seen) {
    scan(descending, lower, upper, seen);
  }

  static void scan(PreparedStatement statement, byte[] lower, byte[] upper, Seen seen) {
    try {
      statement.setBytes(1, lower);
      statement.setBytes(2, upper);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          show(rows, seen);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] show(ResultSet row, Seen seen) throws SQLException {
    byte[] key = row.getBytes(1);
    byte[] value = bytes(row, 2);
    seen.add(key, key.length, value, value.length);
    return key;
  }

  /** To the driver, an empty value is null. */
  private static byte[] bytes(ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    return bytes == null ? EMPTY : bytes;
  }

  @Override
  public boolean seek(byte[] key, Seen seen) {
    return begin(from, key, seen);
  }

  @Override
  public boolean next(Seen seen) {
    return step(seen);
  }

  @Override
  public boolean previous(Seen seen) {
    return forward ? begin(before, place, seen) : step(seen);
  }

  private boolean begin(PreparedStatement statement, byte[] bound, Seen seen) {
    try {
      end();
      statement.setBytes(1, bound);
      cursor = statement.executeQuery();
      forward = statement == from;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return step(seen);
  }

  private boolean step(Seen seen) {
    ResultSet rows = cursor;
    try {
      if (rows == null || !rows.next()) {
        return false;
      }
      place = show(rows, seen);
      return true;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void end() throws SQLException {
    ResultSet rows = cursor;
    if (rows != null) {
      rows.close();
      cursor = null;
    }
  }

  @Override
  public void renew() {
    try {
      end();
      connection.commit();
      touch.executeQuery().close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      end();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
