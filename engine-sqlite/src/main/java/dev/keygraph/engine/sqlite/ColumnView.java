package dev.keygraph.engine.sqlite;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KvView;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A column of a statement's current row, which is read when it is looked at, not before. */
final class ColumnView implements KvView {
  private final SqliteErrors errors;
  private final ArrayView bytes = new ArrayView();
  private @Nullable SqliteStatement unread;
  private int column;

  /**
   * The thread that moved the statement. A view that escaped to another one must not reach the
   * statement, which may be finished at any moment; a thread finds itself here only while it may.
   */
  private @Nullable Thread user;

  ColumnView(SqliteErrors errors) {
    this.errors = errors;
  }

  /** Shows a column of the row that a statement is at, until the statement moves. */
  void show(SqliteStatement row, int column) {
    this.user = Thread.currentThread();
    this.unread = row;
    this.column = column;
  }

  /** Hands the view to this thread, which is the only one to use the reader now. */
  ColumnView handOver() {
    user = Thread.currentThread();
    return this;
  }

  /** Ends the view: its length is 0 from now on. */
  void clear() {
    user = null;
    unread = null;
    bytes.clear();
  }

  private ArrayView read() {
    SqliteStatement row = unread;
    if (row != null) {
      if (user != Thread.currentThread()) {
        throw new IndexOutOfBoundsException("the view has ended, or belongs to another thread");
      }
      unread = null;
      try {
        bytes.wrap(row.blob(column));
      } catch (SQLException e) {
        throw errors.translate("read", e);
      }
    }
    return bytes;
  }

  @Override
  public int length() {
    return read().length();
  }

  @Override
  public byte getByte(int offset) {
    return read().getByte(offset);
  }

  @Override
  public int getInt(int offset) {
    return read().getInt(offset);
  }

  @Override
  public long getLong(int offset) {
    return read().getLong(offset);
  }

  @Override
  public void getBytes(int offset, byte[] target, int targetOffset, int length) {
    read().getBytes(offset, target, targetOffset, length);
  }

  @Override
  public byte[] toByteArray() {
    return read().toByteArray();
  }
}
