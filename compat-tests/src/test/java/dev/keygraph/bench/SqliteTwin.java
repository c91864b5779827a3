package dev.keygraph.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** SQLite by hand: one connection, prepared statements, JDBC. */
final class SqliteTwin extends Twin {
  private static final int BATCH = 1 << 10;

  private final Connection connection;
  private final PreparedStatement look;
  private final PreparedStatement range;

  SqliteTwin(Path data, int nodeIdLimit) {
    super(nodeIdLimit);
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
      range =
          connection.prepareStatement(
              "SELECT key FROM entries WHERE key >= ? AND key < ? ORDER BY key");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection open(SQLiteConfig config, Path data) throws SQLException {
    return config.createConnection("jdbc:sqlite:" + data.resolve("twin.db"));
  }

  @Override
  int find(byte[] key) {
    try {
      look.setBytes(1, key);
      try (ResultSet row = look.executeQuery()) {
        return row.next() ? toInt(row.getBytes(1), 0) : -1;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  void expand(byte[] prefix) {
    byte[] upper = prefix.clone();
    upper[upper.length - 1]++;
    try {
      range.setBytes(1, prefix);
      range.setBytes(2, upper);
      try (ResultSet rows = range.executeQuery()) {
        while (rows.next()) {
          byte[] key = rows.getBytes(1);
          see(toInt(key, 6));
        }
      }
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

  /** Replaces and deletes in one transaction; the log is synced at its end. */
  static Committer committer(Path directory) {
    try {
      return new LogCommitter(open(new SQLiteConfig(), directory));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class LogCommitter implements Committer {
    private final Connection connection;
    private final PreparedStatement put;
    private final PreparedStatement delete;

    LogCommitter(Connection connection) throws SQLException {
      this.connection = connection;
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute("PRAGMA cache_size = -8192");
      }
      connection.setAutoCommit(false);
      put = connection.prepareStatement("INSERT OR REPLACE INTO entries VALUES (?, ?)");
      delete = connection.prepareStatement("DELETE FROM entries WHERE key = ?");
    }

    @Override
    public void commit(List<Write> writes) {
      try {
        for (Write write : writes) {
          byte[] value = write.value();
          PreparedStatement statement = value == null ? delete : put;
          statement.setBytes(1, write.key());
          if (value != null) {
            statement.setBytes(2, value);
          }
          statement.executeUpdate();
        }
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
  }

  /** Inserts in batches, in one transaction without a log, and syncs at its end. */
  static Loader loader(Path directory) {
    try {
      return new BatchLoader(open(new SQLiteConfig(), directory));
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
