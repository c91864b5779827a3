package dev.keygraph.engine.xodus;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KvTraits;
import java.util.Arrays;
import java.util.Objects;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.env.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * One of Xodus's cursors, opened when it is first moved, and views of the entry under it. What
 * Xodus throws is translated here, so that what a visitor throws is not.
 *
 * <p>A cursor that has a place searches the pages above it from there upwards, which is cheaper
 * than from the root where the keys are near. But it takes a page with a single key for one that
 * holds whatever is smaller, and skips the entries between. No such page is above a place where its
 * key is behind the sought one; so a cursor searches forwards alone, and another is opened to
 * search backwards.
 */
final class Position {
  private static final byte[] NOTHING = {};

  private final XodusReader reader;
  private final ArrayByteIterable sought = new ArrayByteIterable(new byte[Long.BYTES]);
  private final ArrayView key = new ArrayView();
  private final ArrayView value = new ArrayView();
  private @Nullable Cursor cursor;

  /** The key under the cursor, also when the view has ended; {@code null} if there is none. */
  private byte @Nullable [] place;

  private int placeLength;

  Position(XodusReader reader) {
    this.reader = reader;
  }

  /** Moves to the first entry whose key is {@code target} or after it. */
  boolean seek(byte[] target) {
    Cursor moving = cursorToSearch(target);
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
    Cursor moving = cursorToSearch(target);
    try {
      sought.setBytes(target);
      return moving.getSearchKeyRange(sought) == null ? last() : point(moving, moving.getPrev());
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

  private Cursor cursorToSearch(byte[] target) {
    byte[] from = place;
    boolean forward =
        from != null && Arrays.compareUnsigned(from, 0, placeLength, target, 0, target.length) <= 0;
    return forward ? cursor() : freshCursor();
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
    // Known again when the move has succeeded.
    place = null;
    return opened;
  }

  private boolean point(Cursor moved, boolean found) {
    if (found) {
      ByteIterable bytes = moved.getKey();
      byte[] array = reader.stored(bytes, KvTraits.COMMON_MAX_KEY_BYTES);
      placeLength = bytes.getLength();
      key.wrap(array, 0, placeLength);
      place = array;
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
      ByteIterable bytes = Objects.requireNonNull(cursor, "cursor").getValue();
      byte[] array = reader.stored(bytes, KvTraits.COMMON_MAX_VALUE_BYTES);
      return value.wrap(array, 0, bytes.getLength());
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
    place = null;
    if (closing != null) {
      closing.close();
    }
  }
}
