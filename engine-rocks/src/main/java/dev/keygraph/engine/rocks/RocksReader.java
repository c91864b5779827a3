package dev.keygraph.engine.rocks;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/** Reads one state of the store; not thread-safe. */
abstract class RocksReader implements KvReader {
  private final RocksErrors errors;
  private final List<RocksFrame> frames = new ArrayList<>();
  private final List<RocksCursor> cursors = new ArrayList<>();
  private int depth;
  private int mutations;

  RocksReader(RocksErrors errors) {
    this.errors = errors;
  }

  /** Points {@code value} at the value of a key; returns whether there is one. */
  abstract boolean lookUp(byte[] key, RocksValue value);

  /** Opens an iterator over the last commit that is read. */
  abstract RocksIterator openIterator();

  /** Returns whether this reader's own transaction wrote anything in a range. */
  boolean hasWritten(byte[] lower, byte @Nullable [] upper) {
    return false;
  }

  /** Returns what this reader's own transaction wrote in a range; void at its next write. */
  Iterator<Map.Entry<byte[], byte[]>> writesWithin(
      byte[] lower, byte @Nullable [] upper, boolean ascending) {
    return Collections.emptyIterator();
  }

  /** Opens an iterator over what this reader's own transaction wrote, too, up to now. */
  RocksIterator openIteratorOverWrites() {
    return openIterator();
  }

  @Override
  public final boolean get(byte[] key, KvVisitor visitor) {
    RocksFrame frame = enter();
    try {
      return frame.get(key, visitor);
    } finally {
      leave(frame);
    }
  }

  @Override
  public final boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    RocksFrame frame = enter();
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
    RocksCursor cursor = new RocksCursor(this);
    cursors.add(cursor);
    return cursor;
  }

  final void forget(RocksCursor cursor) {
    cursors.remove(cursor);
  }

  private RocksFrame enter() {
    if (depth == frames.size()) {
      frames.add(new RocksFrame(this));
    }
    return frames.get(depth++);
  }

  private void leave(RocksFrame frame) {
    depth--;
    frame.clearViews();
  }

  /** Ends every view that is in use, and makes every iterator over writes outdated. */
  final void countMutation() {
    mutations++;
    for (int i = 0; i < depth; i++) {
      frames.get(i).clearViews();
    }
    for (int i = 0; i < cursors.size(); i++) {
      cursors.get(i).invalidate();
    }
  }

  /** Returns how often this reader's own transaction wrote. */
  final int mutations() {
    return mutations;
  }

  final RocksErrors errors() {
    return errors;
  }

  /** Frees the native iterators, which must happen before what they read is freed. */
  final void closeIterators() {
    for (RocksCursor cursor : List.copyOf(cursors)) {
      cursor.close();
    }
    for (RocksFrame frame : frames) {
      frame.close();
    }
    frames.clear();
  }
}
