package dev.keygraph.engine.sqlite;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What one read needs: a statement for each shape of range, and the views of the row that one of
 * them is at. A reader has one frame for each level of nested reads; frames belong to a connection
 * and are used again and again.
 */
final class SqliteFrame implements AutoCloseable {
  private static final byte[] FIRST = {};
  private static final int KEY = 0;
  private static final int VALUE = 1;
  private static final String ROWS = "SELECT key, value FROM entries WHERE key >= ?";
  private static final String BELOW = " AND key < ?";
  private static final String ASCENDING = " ORDER BY key";
  private static final String DESCENDING = " ORDER BY key DESC";

  private final SqliteErrors errors;
  private final SqliteStatement look;
  private final SqliteStatement forward;
  private final SqliteStatement forwardBelow;
  private final SqliteStatement backward;
  private final SqliteStatement backwardBelow;
  private final Object[] one = new Object[1];
  private final Object[] two = new Object[2];
  private final ArrayView key = new ArrayView();
  private final ColumnView value;
  private @Nullable SqliteStatement rows;

  SqliteFrame(SqliteSession session) {
    errors = session.errors();
    look = session.statement("SELECT value FROM entries WHERE key = ?");
    forward = session.statement(ROWS + ASCENDING);
    forwardBelow = session.statement(ROWS + BELOW + ASCENDING);
    backward = session.statement(ROWS + DESCENDING);
    backwardBelow = session.statement(ROWS + BELOW + DESCENDING);
    value = new ColumnView(errors);
  }

  boolean get(byte[] wanted, KvVisitor visitor) {
    one[0] = wanted;
    try {
      if (!look.execute(one)) {
        return false;
      }
    } catch (SQLException e) {
      throw errors.translate("read", e);
    }
    rows = look;
    key.wrap(wanted);
    value.show(look, 0);
    visitor.visit(key, value);
    return true;
  }

  boolean scan(byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    boolean row = query(lower, upper, direction);
    while (row) {
      if (!visitor.visit(key, value)) {
        return false;
      }
      row = next();
    }
    return true;
  }

  /** Begins to read a range; returns whether it has a first entry, and shows that. */
  boolean query(byte[] lower, byte @Nullable [] upper, ScanDirection direction) {
    end();
    boolean ascending = direction == ScanDirection.FORWARD;
    SqliteStatement statement;
    Object[] bounds;
    if (upper == null) {
      statement = ascending ? forward : backward;
      bounds = one;
    } else {
      statement = ascending ? forwardBelow : backwardBelow;
      bounds = two;
      two[1] = upper;
    }
    bounds[0] = lower;
    try {
      boolean row = statement.execute(bounds);
      rows = statement;
      return row && show(statement);
    } catch (SQLException e) {
      throw errors.translate("read", e);
    }
  }

  /** Goes on in the range; returns whether there is a further entry, and shows that. */
  boolean next() {
    SqliteStatement statement = rows;
    try {
      return statement != null && statement.step() && show(statement);
    } catch (SQLException e) {
      throw errors.translate("read", e);
    }
  }

  private boolean show(SqliteStatement statement) throws SQLException {
    key.wrap(statement.blob(KEY));
    value.show(statement, VALUE);
    return true;
  }

  /** Returns the key of the current entry. */
  byte[] keyBytes() {
    return key.array();
  }

  KvView key() {
    return key;
  }

  KvView value() {
    return value.handOver();
  }

  /** Returns the lower bound that is before every key. */
  static byte[] first() {
    return FIRST;
  }

  /** Ends the views that were handed out. */
  void clearViews() {
    key.clear();
    value.clear();
  }

  /** Ends the read, so that its statement holds no page. */
  void end() {
    clearViews();
    SqliteStatement statement = rows;
    rows = null;
    if (statement != null) {
      try {
        statement.reset();
      } catch (SQLException e) {
        throw errors.translate("read", e);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    clearViews();
    look.close();
    forward.close();
    forwardBelow.close();
    backward.close();
    backwardBelow.close();
  }
}
