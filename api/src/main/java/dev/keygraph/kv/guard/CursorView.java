package dev.keygraph.kv.guard;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KvView;

/**
 * The key or the value under a cursor, which callers may hold on to for as long as they like and
 * use while another thread closes the store. Each access is therefore a use of the cursor, as its
 * moves are. At no entry, it is empty.
 */
final class CursorView implements KvView {
  private static final KvView NOTHING = new ArrayView();

  private final GuardedCursor cursor;
  private final boolean ofKey;

  CursorView(GuardedCursor cursor, boolean ofKey) {
    this.cursor = cursor;
    this.ofKey = ofKey;
  }

  @Override
  public int length() {
    cursor.enter();
    try {
      return current().length();
    } catch (InternalError e) {
      throw cursor.named(e);
    } finally {
      cursor.exit();
    }
  }

  @Override
  public byte getByte(int offset) {
    cursor.enter();
    try {
      return current().getByte(offset);
    } catch (InternalError e) {
      throw cursor.named(e);
    } finally {
      cursor.exit();
    }
  }

  @Override
  public int getInt(int offset) {
    cursor.enter();
    try {
      return current().getInt(offset);
    } catch (InternalError e) {
      throw cursor.named(e);
    } finally {
      cursor.exit();
    }
  }

  @Override
  public long getLong(int offset) {
    cursor.enter();
    try {
      return current().getLong(offset);
    } catch (InternalError e) {
      throw cursor.named(e);
    } finally {
      cursor.exit();
    }
  }

  @Override
  public void getBytes(int offset, byte[] target, int targetOffset, int length) {
    cursor.enter();
    try {
      current().getBytes(offset, target, targetOffset, length);
    } catch (InternalError e) {
      throw cursor.named(e);
    } finally {
      cursor.exit();
    }
  }

  @Override
  public byte[] toByteArray() {
    cursor.enter();
    try {
      return current().toByteArray();
    } catch (InternalError e) {
      throw cursor.named(e);
    } finally {
      cursor.exit();
    }
  }

  private KvView current() {
    KvView view = cursor.current(ofKey);
    return view == null ? NOTHING : view;
  }
}
