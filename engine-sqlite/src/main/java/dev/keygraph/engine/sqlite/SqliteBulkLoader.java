package dev.keygraph.engine.sqlite;

import dev.keygraph.kv.EngineStore.BulkLoader;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Appends in one transaction. Meanwhile there is no write-ahead log, which would write everything
 * twice: pages go straight into the file, and what a rollback needs is in memory (of an empty
 * store, next to nothing). The file is synced as a whole when the log is switched on again.
 */
final class SqliteBulkLoader implements BulkLoader {
  private static final int SCRATCHES = 1 << 10;

  private final SqliteStore store;
  private final SqliteSession writer;
  private final SqliteStatement insert;
  private final Object[] entry = new Object[2];
  private final byte[][] keys = new byte[SCRATCHES][];
  private final byte[][] values = new byte[SCRATCHES][];
  private boolean finished;

  SqliteBulkLoader(SqliteStore store, SqliteSession writer) throws SQLException {
    this.store = store;
    this.writer = writer;
    this.insert = writer.statement("INSERT INTO entries VALUES (?, ?)");
    store.switchLogOff();
    writer.beginWrite();
  }

  @Override
  public void put(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    entry[0] = exact(keys, key, keyOffset, keyLength);
    entry[1] = exact(values, value, valueOffset, valueLength);
    try {
      insert.execute(entry);
    } catch (SQLException e) {
      throw writer.errors().translate("bulk load", e);
    }
  }

  /** SQLite takes whole arrays, and copies them: short ones are used again and again. */
  private static byte[] exact(byte[][] scratches, byte[] bytes, int offset, int length) {
    if (length == bytes.length) {
      return bytes;
    }
    if (length >= scratches.length) {
      return Arrays.copyOfRange(bytes, offset, offset + length);
    }
    byte[] scratch = scratches[length];
    if (scratch == null) {
      scratch = new byte[length];
      scratches[length] = scratch;
    }
    System.arraycopy(bytes, offset, scratch, 0, length);
    return scratch;
  }

  @Override
  public void finish() {
    store.commit();
    try {
      store.switchLogOn();
    } catch (SQLException e) {
      throw writer.errors().translate("bulk load", e);
    }
    finished = true;
  }

  @Override
  public void close() {
    try {
      insert.close();
      if (!finished) {
        writer.rollback();
        store.switchLogOn();
      }
    } catch (SQLException e) {
      throw writer.errors().translate("bulk load", e);
    }
  }
}
