package dev.keygraph.engine.xodus;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.List;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.env.Cursor;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.Transaction;
import org.jspecify.annotations.Nullable;

/** Reads in one of Xodus's transactions; not thread-safe. */
abstract class XodusReader implements KvReader {
  private final Transaction txn;
  private final Store store;
  private final XodusErrors errors;
  private final List<XodusFrame> frames = new ArrayList<>();
  private final List<XodusCursor> cursors = new ArrayList<>();
  private int depth;
  private boolean positioned;

  XodusReader(Transaction txn, Store store, XodusErrors errors) {
    this.txn = txn;
    this.store = store;
    this.errors = errors;
  }

  @Override
  public final boolean get(byte[] key, KvVisitor visitor) {
    XodusFrame frame = enter();
    try {
      return frame.get(key, visitor);
    } finally {
      leave(frame);
    }
  }

  @Override
  public final boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    XodusFrame frame = enter();
    try {
      return direction == ScanDirection.FORWARD
          ? frame.scanForward(lower, upper, visitor)
          : frame.scanBackward(lower, upper, visitor);
    } finally {
      leave(frame);
    }
  }

  @Override
  public final KvCursor cursor() {
    XodusCursor cursor = new XodusCursor(this);
    cursors.add(cursor);
    return cursor;
  }

  final void forget(XodusCursor cursor) {
    cursors.remove(cursor);
  }

  private XodusFrame enter() {
    if (depth == frames.size()) {
      frames.add(new XodusFrame(this));
    }
    return frames.get(depth++);
  }

  private void leave(XodusFrame frame) {
    depth--;
    frame.clearViews();
  }

  @Nullable ByteIterable lookUp(ByteIterable key) {
    try {
      return store.get(txn, key);
    } catch (RuntimeException e) {
      throw errors.translate("read", e);
    }
  }

  /**
   * Takes bytes out of a page, which says how many there are: a damaged one may say any number, and
   * Xodus would make room for them.
   *
   * @param most as many as can have been stored
   */
  final byte[] stored(ByteIterable bytes, int most) {
    int length = bytes.getLength();
    if (length < 0 || length > most) {
      throw errors.impossibleLength(length);
    }
    try {
      return bytes.getBytesUnsafe();
    } catch (RuntimeException e) {
      throw errors.translate("read", e);
    }
  }

  final Cursor openCursor() {
    positioned = true;
    try {
      return store.openCursor(txn);
    } catch (RuntimeException e) {
      throw errors.translate("opening a cursor", e);
    }
  }

  /**
   * Ends every view and gives every cursor back. Xodus's cursors see the tree as it was when they
   * were opened, or cost each write a search to follow it.
   */
  final void endReads() {
    if (!positioned) {
      return;
    }
    positioned = false;
    for (int i = 0; i < frames.size(); i++) {
      frames.get(i).close();
    }
    for (int i = 0; i < cursors.size(); i++) {
      cursors.get(i).invalidate();
    }
  }

  final Transaction txn() {
    return txn;
  }

  final Store store() {
    return store;
  }

  final XodusErrors errors() {
    return errors;
  }
}
