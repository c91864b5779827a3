package dev.keygraph.engine.sqlite;

import static dev.keygraph.kv.ScanDirection.BACKWARD;
import static dev.keygraph.kv.ScanDirection.FORWARD;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.ScanDirection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A cursor with a frame of its own. A statement goes one way only: where the cursor turns round,
 * another one begins at its entry.
 */
final class SqliteCursor implements KvCursor {
  private final SqliteReader reader;
  private final SqliteFrame frame;
  private ScanDirection direction = FORWARD;
  private boolean valid;

  SqliteCursor(SqliteReader reader, SqliteFrame frame) {
    this.reader = reader;
    this.frame = frame;
  }

  @Override
  public boolean seek(byte[] key) {
    return query(key, null, FORWARD);
  }

  @Override
  public boolean seekBefore(byte[] key) {
    return query(SqliteFrame.first(), key, BACKWARD);
  }

  @Override
  public boolean first() {
    return query(SqliteFrame.first(), null, FORWARD);
  }

  @Override
  public boolean last() {
    return query(SqliteFrame.first(), null, BACKWARD);
  }

  @Override
  public boolean next() {
    if (!valid) {
      return false;
    }
    if (direction == FORWARD) {
      return at(frame.next());
    }
    byte[] key = frame.keyBytes();
    return query(Arrays.copyOf(key, key.length + 1), null, FORWARD);
  }

  @Override
  public boolean previous() {
    if (!valid) {
      return false;
    }
    return direction == BACKWARD
        ? at(frame.next())
        : query(SqliteFrame.first(), frame.keyBytes(), BACKWARD);
  }

  @Override
  public boolean isValid() {
    return valid;
  }

  @Override
  public KvView key() {
    checkValid();
    return frame.key();
  }

  @Override
  public KvView value() {
    checkValid();
    return frame.value();
  }

  @Override
  public void close() {
    valid = false;
    reader.forget(this, frame);
  }

  /** Puts the cursor at no entry. */
  void invalidate() {
    valid = false;
    frame.clearViews();
  }

  private boolean query(byte[] lower, byte @Nullable [] upper, ScanDirection wanted) {
    valid = false;
    direction = wanted;
    return at(frame.query(lower, upper, wanted));
  }

  /** A cursor that leaves its last entry holds nothing any more. */
  private boolean at(boolean entry) {
    if (!entry) {
      frame.end();
    }
    valid = entry;
    return entry;
  }

  private void checkValid() {
    if (!valid) {
      throw new IllegalStateException("the cursor is at no entry; seek first");
    }
  }
}
