package dev.keygraph.engine.sqlite;

import dev.keygraph.kv.EngineTransaction;
import java.sql.SQLException;
import java.util.Arrays;

/** The transaction of the connection that writes. */
final class SqliteTransaction extends SqliteReader implements EngineTransaction {
  private final SqliteStore store;
  private final Writes writes;

  /** The statements of all transactions, one after the other. */
  static final class Writes {
    private final SqliteStatement put;
    private final SqliteStatement delete;
    private final Object[] entry = new Object[2];
    private final Object[] key = new Object[1];

    Writes(SqliteSession writer) {
      put = writer.statement("INSERT OR REPLACE INTO entries VALUES (?, ?)");
      delete = writer.statement("DELETE FROM entries WHERE key = ?");
    }

    void put(byte[] newKey, byte[] value) throws SQLException {
      entry[0] = newKey;
      entry[1] = value;
      put.execute(entry);
    }

    void delete(byte[] oldKey) throws SQLException {
      key[0] = oldKey;
      delete.execute(key);
    }

    /** Forgets the last entry, which may be large. */
    void forget() {
      Arrays.fill(entry, null);
    }
  }

  SqliteTransaction(SqliteStore store, SqliteSession writer, Writes writes) {
    super(writer);
    this.store = store;
    this.writes = writes;
  }

  @Override
  public void put(byte[] key, byte[] value) {
    endViews();
    try {
      writes.put(key, value);
    } catch (SQLException e) {
      throw session().errors().translate("put", e);
    }
  }

  @Override
  public void delete(byte[] key) {
    endViews();
    try {
      writes.delete(key);
    } catch (SQLException e) {
      throw session().errors().translate("delete", e);
    }
  }

  @Override
  public void commit() {
    endReads();
    store.commit();
  }

  @Override
  public void close() {
    endReads();
    writes.forget();
    try {
      session().rollback();
    } catch (SQLException e) {
      throw session().errors().translate("rollback", e);
    }
  }
}
