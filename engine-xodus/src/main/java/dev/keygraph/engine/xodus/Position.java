package dev.keygraph.engine.xodus;

import dev.keygraph.kv.ArrayView;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.env.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * One of Xodus's cursors, opened when it is first moved, and views of the entry under it. What
 * Xodus throws is translated here, so that what a visitor throws is not.
 */
final class Position {
  private static final byte[] NOTHING = {};

  private final XodusReader reader;
  private final ArrayByteIterable sought = new ArrayByteIterable(new byte[Long.BYTES]);
  private final ArrayView key = new ArrayView();
  private final ArrayView value = new ArrayView();
  private @Nullable Cursor cursor;

  Position(XodusReader reader) {
    this.reader = reader;
  }

  /** Moves to the first entry whose key is {@code target} or after it. */
  boolean seek(byte[] target) {
    Cursor moving = freshCursor();
    try {
      sought.setBytes(target);
      return point(moving, moving.getSearchKeyRange(sought) != null);
    } catch (RuntimeException e) {
      throw reader.errors().translate("seek", e);
    } finally {
      sought.setBytes(NOTHING);
    }
  }

  /** Moves to the last entry whose key is before {@code target}. */
  boolean seekBefore(byte[] target) {
    if (target.length == 0) {
      return false;
    }
    Cursor moving = freshCursor();
    try {
      sought.setBytes(target);
      boolean behind = moving.getSearchKeyRange(sought) != null;
      return point(moving, behind ? moving.getPrev() : moving.getLast());
    } catch (RuntimeException e) {
      throw reader.errors().translate("seek", e);
    } finally {
      sought.setBytes(NOTHING);
    }
  }

  boolean first() {
    return seek(NOTHING);
  }

  boolean last() {
    Cursor moving = freshCursor();
    try {
      return point(moving, moving.getLast());
    } catch (RuntimeException e) {
      throw reader.errors().translate("read", e);
    }
  }

  boolean next() {
    Cursor moving = cursor();
    try {
      return point(moving, moving.getNext());
    } catch (RuntimeException e) {
      throw reader.errors().translate("read", e);
    }
  }

  boolean previous() {
    Cursor moving = cursor();
    try {
      return point(moving, moving.getPrev());
    } catch (RuntimeException e) {
      throw reader.errors().translate("read", e);
    }
  }

  private Cursor freshCursor() {
    closeCursor();
    Cursor opened = reader.openCursor();
    cursor = opened;
    return opened;
  }

  private Cursor cursor() {
    Cursor opened = cursor;
    if (opened == null) {
      throw new IllegalStateException("Nothing was sought yet");
    }
    return opened;
  }

  private boolean point(Cursor moved, boolean found) {
    if (found) {
      ByteIterable bytes = moved.getKey();
      key.wrap(bytes.getBytesUnsafe(), 0, bytes.getLength());
    }
    return found;
  }

  /** Returns the view of the current key. */
  ArrayView key() {
    return key;
  }

  /** Points the view of the current value at it, and returns it. */
  ArrayView loadValue() {
    try {
      ByteIterable bytes = cursor().getValue();
      return value.wrap(bytes.getBytesUnsafe(), 0, bytes.getLength());
    } catch (RuntimeException e) {
      throw reader.errors().translate("read", e);
    }
  }

  /** Returns the view of the value as it is. */
  ArrayView value() {
    return value;
  }

  void clearViews() {
    key.clear();
    value.clear();
  }

  /** Ends the views and gives the cursor back, until the next search. */
  void close() {
    clearViews();
    closeCursor();
  }

  private void closeCursor() {
    Cursor closing = cursor;
    cursor = null;
    if (closing != null) {
      closing.close();
    }
  }
}
