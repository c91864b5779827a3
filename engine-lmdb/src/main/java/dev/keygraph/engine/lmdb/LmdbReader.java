package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.Txn;

/** Reads in one native transaction; not thread-safe. */
abstract class LmdbReader implements KvReader {
  private final Txn<MemoryView> txn;
  private final Dbi<MemoryView> dbi;
  private final LmdbErrors errors;
  private final List<LmdbFrame> frames = new ArrayList<>();
  private final List<LmdbCursor> cursors = new ArrayList<>();
  private int depth;
  private int renewals;

  LmdbReader(Txn<MemoryView> txn, Dbi<MemoryView> dbi, LmdbErrors errors) {
    this.txn = txn;
    this.dbi = dbi;
    this.errors = errors;
  }

  @Override
  public final boolean get(byte[] key, KvVisitor visitor) {
    LmdbFrame frame = enter();
    try {
      return frame.get(key, visitor);
    } finally {
      leave(frame);
    }
  }

  @Override
  public final boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    LmdbFrame frame = enter();
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
    LmdbCursor cursor = new LmdbCursor(this);
    cursors.add(cursor);
    return cursor;
  }

  final void forget(LmdbCursor cursor) {
    cursors.remove(cursor);
  }

  private LmdbFrame enter() {
    if (depth == frames.size()) {
      frames.add(new LmdbFrame(this));
    }
    LmdbFrame frame = frames.get(depth);
    frame.renew();
    depth++;
    return frame;
  }

  private void leave(LmdbFrame frame) {
    depth--;
    frame.clearViews();
  }

  /** Ends every view that is in use: the memory below may change. */
  final void endViews() {
    for (int i = 0; i < depth; i++) {
      frames.get(i).clearViews();
    }
    for (int i = 0; i < cursors.size(); i++) {
      cursors.get(i).invalidate();
    }
  }

  @Nullable MemoryView lookUp(MemoryView key) {
    try {
      return dbi.get(txn, key);
    } catch (RuntimeException e) {
      throw errors.translate("read", e);
    }
  }

  final Cursor<MemoryView> openCursor() {
    try {
      return dbi.openCursor(txn);
    } catch (RuntimeException e) {
      throw errors.translate("opening a cursor", e);
    }
  }

  final void renewCursor(Cursor<MemoryView> cursor) {
    try {
      cursor.renew(txn);
    } catch (RuntimeException e) {
      throw errors.translate("renewing a cursor", e);
    }
  }

  /** Returns how often the transaction was renewed; cursors of an earlier one are to follow it. */
  final int renewals() {
    return renewals;
  }

  final void countRenewal() {
    renewals++;
  }

  final Txn<MemoryView> txn() {
    return txn;
  }

  final Dbi<MemoryView> dbi() {
    return dbi;
  }

  final LmdbErrors errors() {
    return errors;
  }

  /** Frees the native cursors, which must happen before a write transaction ends. */
  final void closeCursors() {
    for (LmdbCursor cursor : List.copyOf(cursors)) {
      cursor.close();
    }
    for (LmdbFrame frame : frames) {
      frame.close();
    }
    frames.clear();
  }
}
