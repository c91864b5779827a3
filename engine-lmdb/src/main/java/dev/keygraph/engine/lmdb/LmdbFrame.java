package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.KeyBound;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.GetOp;

/**
 * What one read needs: a native cursor, the views of the entry under it, and memory for the key
 * that is sought. A reader has one frame for each level of nested reads, and uses it again and
 * again.
 */
final class LmdbFrame implements AutoCloseable {
  private static final int KEY_BYTES = 511;

  private final LmdbReader reader;
  private final Cursor<MemoryView> cursor;
  private final Scratch sought = new Scratch(KEY_BYTES);
  private final KeyBound bound = new KeyBound();
  private final MemoryView found = new MemoryView();
  private int renewals;

  LmdbFrame(LmdbReader reader) {
    this.reader = reader;
    this.cursor = reader.openCursor();
    this.renewals = reader.renewals();
  }

  /** Points the cursor at the reader's transaction where that was renewed since the last use. */
  void renew() {
    if (renewals != reader.renewals()) {
      reader.renewCursor(cursor);
      renewals = reader.renewals();
    }
  }

  boolean get(byte[] key, KvVisitor visitor) {
    MemoryView wanted = sought.fill(key);
    MemoryView value = reader.lookUp(wanted);
    if (value == null) {
      return false;
    }
    found.point(value);
    visitor.visit(wanted, found);
    return true;
  }

  boolean scanForward(byte[] lower, byte @Nullable [] upper, KvVisitor visitor) {
    if (!(lower.length == 0 ? first() : seek(lower))) {
      return true;
    }
    MemoryView key = cursor.key();
    MemoryView value = cursor.val();
    if (upper == null) {
      do {
        if (!visitor.visit(key, value)) {
          return false;
        }
      } while (next());
      return true;
    }
    bound.set(upper);
    while (bound.isAbove(key)) {
      if (!visitor.visit(key, value)) {
        return false;
      }
      if (!next()) {
        return true;
      }
    }
    return true;
  }

  boolean scanBackward(byte[] lower, byte @Nullable [] upper, KvVisitor visitor) {
    if (!(upper == null ? last() : seekBefore(upper))) {
      return true;
    }
    MemoryView key = cursor.key();
    MemoryView value = cursor.val();
    bound.set(lower);
    while (bound.isAtOrBelow(key)) {
      if (!visitor.visit(key, value)) {
        return false;
      }
      if (!previous()) {
        return true;
      }
    }
    return true;
  }

  boolean seek(byte[] key) {
    try {
      return cursor.get(sought.fill(key), GetOp.MDB_SET_RANGE);
    } catch (RuntimeException e) {
      throw reader.errors().translate("seek", e);
    }
  }

  boolean seekBefore(byte[] key) {
    return key.length != 0 && (seek(key) ? previous() : last());
  }

  boolean first() {
    try {
      return cursor.first();
    } catch (RuntimeException e) {
      throw reader.errors().translate("read", e);
    }
  }

  boolean last() {
    try {
      return cursor.last();
    } catch (RuntimeException e) {
      throw reader.errors().translate("read", e);
    }
  }

  boolean next() {
    try {
      return cursor.next();
    } catch (RuntimeException e) {
      throw reader.errors().translate("read", e);
    }
  }

  boolean previous() {
    try {
      return cursor.prev();
    } catch (RuntimeException e) {
      throw reader.errors().translate("read", e);
    }
  }

  KvView key() {
    return cursor.key().handOver();
  }

  KvView value() {
    return cursor.val().handOver();
  }

  /** Ends the views that were handed out. */
  void clearViews() {
    cursor.key().clear();
    cursor.val().clear();
    found.clear();
    sought.clear();
  }

  @Override
  public void close() {
    clearViews();
    cursor.close();
  }
}
