package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Look-ups and scans of one tree, which may be nested; used by one thread at a time. */
final class TreeReader {
  private final Tree tree;
  private final ArrayDeque<TreeCursor> idle = new ArrayDeque<>();

  TreeReader(Tree tree) {
    this.tree = tree;
  }

  boolean get(byte[] key, KvVisitor visitor) {
    TreeCursor cursor = borrow();
    try {
      return cursor.get(key, visitor);
    } finally {
      idle.push(cursor);
    }
  }

  boolean scan(byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    TreeCursor cursor = borrow();
    try {
      return direction == ScanDirection.FORWARD
          ? cursor.scanForward(lower, upper, visitor)
          : cursor.scanBackward(lower, upper, visitor);
    } finally {
      idle.push(cursor);
    }
  }

  KvCursor cursor() {
    return new TreeCursor(tree);
  }

  private TreeCursor borrow() {
    TreeCursor cursor = idle.poll();
    return cursor == null ? new TreeCursor(tree) : cursor;
  }
}
