package dev.keygraph.engine.sqlite;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads in the transaction of a connection, which other readers may share; not thread-safe. */
abstract class SqliteReader implements KvReader {
  private final SqliteSession session;
  private final List<SqliteFrame> frames = new ArrayList<>(1);
  private final List<SqliteCursor> cursors = new ArrayList<>(0);
  private int depth;

  SqliteReader(SqliteSession session) {
    this.session = session;
  }

  @Override
  public final boolean get(byte[] key, KvVisitor visitor) {
    SqliteFrame frame = enter();
    try {
      return frame.get(key, visitor);
    } finally {
      leave(frame);
    }
  }

  @Override
  public final boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    SqliteFrame frame = enter();
    try {
      return frame.scan(lower, upper, direction, visitor);
    } finally {
      leave(frame);
    }
  }

  @Override
  public final KvCursor cursor() {
    SqliteCursor cursor = new SqliteCursor(this, session.takeFrame());
    cursors.add(cursor);
    return cursor;
  }

  final void forget(SqliteCursor cursor, SqliteFrame frame) {
    cursors.remove(cursor);
    session.giveBack(frame);
  }

  private SqliteFrame enter() {
    if (depth == frames.size()) {
      frames.add(session.takeFrame());
    }
    return frames.get(depth++);
  }

  private void leave(SqliteFrame frame) {
    depth--;
    frame.end();
  }

  /** Ends every view that is in use: what it shows may change. */
  final void endViews() {
    for (int i = 0; i < depth; i++) {
      frames.get(i).clearViews();
    }
    for (int i = 0; i < cursors.size(); i++) {
      cursors.get(i).invalidate();
    }
  }

  final SqliteSession session() {
    return session;
  }

  /** Ends all reads, and gives the frames back to the connection. */
  final void endReads() {
    for (SqliteCursor cursor : List.copyOf(cursors)) {
      cursor.close();
    }
    for (SqliteFrame frame : frames) {
      session.giveBack(frame);
    }
    frames.clear();
  }
}
