package dev.keygraph.bench;

import dev.keygraph.kv.Durability;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** SQLite by hand: replaces and deletes in one transaction, with a write-ahead log. */
final class SqliteWrites implements WriteTwin {
  private static final int BATCH = 1 << 10;

  private final Connection connection;
  private final PreparedStatement put;
  private final PreparedStatement delete;
  private final PreparedStatement look;
  private final PreparedStatement range;

  SqliteWrites(Path directory, Durability durability) {
    try {
      connection = SqliteTwin.open(new SQLiteConfig(), directory);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute(
            switch (durability) {
              case DURABLE -> "PRAGMA synchronous = FULL";
              case RELAXED -> "PRAGMA synchronous = NORMAL";
              case UNSAFE -> "PRAGMA synchronous = OFF";
            });
        statement.execute("PRAGMA cache_size = -8192");
      }
      connection.setAutoCommit(false);
      put = connection.prepareStatement("INSERT OR REPLACE INTO entries VALUES (?, ?)");
      delete = connection.prepareStatement("DELETE FROM entries WHERE key = ?");
      look = connection.prepareStatement("SELECT value FROM entries WHERE key = ?");
      range =
          connection.prepareStatement(
              "SELECT key, value FROM entries WHERE key >= ? AND key < ? ORDER BY key");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void begin(boolean reads) {
    // The first statement begins it.
  }

  @Override
  public void put(byte[] key, byte[] value) {
    try {
      put.setBytes(1, key);
      put.setBytes(2, value);
      put.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void delete(byte[] key) {
    try {
      delete.setBytes(1, key);
      delete.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean get(byte[] key, Seen seen) {
    byte[] value = SqliteTwin.look(look, key);
    if (value == null) {
      return false;
    }
    seen.add(key, key.length, value, value.length);
    return true;
  }

  @Override
  public void forward(byte[] lower, byte[] upper, Seen seen) {
    SqliteTwin.scan(range, lower, upper, seen);
  }

  @Override
  public void commit() {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Inserts in batches, in one transaction without a log, and syncs at its end. */
  static Loader loader(Path directory) {
    try {
      return new BatchLoader(SqliteTwin.open(new SQLiteConfig(), directory));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class BatchLoader implements Loader {
    private final Connection connection;
    private final PreparedStatement insert;
    private int waiting;

    BatchLoader(Connection connection) throws SQLException {
      this.connection = connection;
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = MEMORY");
        statement.execute("PRAGMA cache_size = -8192");
        statement.execute(
            "CREATE TABLE entries (key BLOB PRIMARY KEY NOT NULL, value BLOB NOT NULL)"
                + " WITHOUT ROWID");
        connection.setAutoCommit(false);
      }
      insert = connection.prepareStatement("INSERT INTO entries VALUES (?, ?)");
    }

    @Override
    public void put(byte[] key, byte[] value) {
      try {
        insert.setBytes(1, key);
        insert.setBytes(2, value);
        insert.addBatch();
        if (++waiting == BATCH) {
          insert.executeBatch();
          waiting = 0;
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      try (connection) {
        insert.executeBatch();
        connection.commit();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
