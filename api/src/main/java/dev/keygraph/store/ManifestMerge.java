package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.graph.UnitChange;
import dev.keygraph.graph.UnitChangeVisitor;
import dev.keygraph.graph.UnitComparison;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the units of two snapshots: one merge over both manifests. Cursors rather than scans, so
 * that neither snapshot is held while the other is waited for.
 */
final class ManifestMerge {
  private final KvSnapshot older;
  private final KvSnapshot newer;
  private final UnitComparison comparison;

  ManifestMerge(KvSnapshot older, KvSnapshot newer, UnitComparison comparison) {
    this.older = older;
    this.newer = newer;
    this.comparison = comparison;
  }

  /** Streams the units that differ; returns {@code false} if the visitor ended it. */
  boolean run(UnitChangeVisitor visitor) {
    try (KvCursor olderCursor = older.cursor();
        KvCursor newerCursor = newer.cursor()) {
      Entry before = Entry.first(olderCursor);
      Entry after = Entry.first(newerCursor);
      while (before != null || after != null) {
        if (!visitor.proceed()) {
          return false;
        }
        int order = order(before, after);
        UnitRecord left = before == null || order > 0 ? null : before.record();
        UnitRecord right = after == null || order < 0 ? null : after.record();
        if (differ(left, right)
            && !visitor.visit(
                new UnitChange(
                    left == null ? null : left.info(), right == null ? null : right.info()))) {
          return false;
        }
        before = left == null ? before : Entry.next(olderCursor);
        after = right == null ? after : Entry.next(newerCursor);
      }
      return true;
    }
  }

  private static int order(@Nullable Entry before, @Nullable Entry after) {
    if (before == null) {
      return 1;
    }
    return after == null ? -1 : Arrays.compareUnsigned(before.key, after.key);
  }

  private boolean differ(@Nullable UnitRecord before, @Nullable UnitRecord after) {
    if (before == null || after == null || !before.info().equals(after.info())) {
      return true;
    }
    return comparison == UnitComparison.CONTENT && !haveSameContent(before, after);
  }

  /** Contents are canonical, so that they can be compared as they are, even of two stores. */
  private boolean haveSameContent(UnitRecord before, UnitRecord after) {
    Iterator<Map.Entry<byte[], byte[]>> left = pieces(older, before);
    Iterator<Map.Entry<byte[], byte[]>> right = pieces(newer, after);
    while (left.hasNext() && right.hasNext()) {
      Map.Entry<byte[], byte[]> a = left.next();
      Map.Entry<byte[], byte[]> b = right.next();
      if (!isSamePlace(a.getKey(), b.getKey()) || !Arrays.equals(a.getValue(), b.getValue())) {
        return false;
      }
    }
    return left.hasNext() == right.hasNext();
  }

  private static Iterator<Map.Entry<byte[], byte[]>> pieces(KvReader reader, UnitRecord unit) {
    return UnitStore.pieces(reader, unit.id()).entrySet().iterator();
  }

  /** Returns whether keys of content are the same but for the unit's id. */
  private static boolean isSamePlace(byte[] a, byte[] b) {
    int behindId = Keys.ID_OFFSET + Integer.BYTES;
    return Arrays.equals(a, behindId, a.length, b, behindId, b.length);
  }

  /** An entry of a manifest. */
  private static final class Entry {
    private static final byte[] LOWER = Keys.tag(Keys.UNIT);

    private final byte[] key;
    private final byte[] value;

    private Entry(byte[] key, byte[] value) {
      this.key = key;
      this.value = value;
    }

    static @Nullable Entry first(KvCursor cursor) {
      return cursor.seek(LOWER) ? current(cursor) : null;
    }

    static @Nullable Entry next(KvCursor cursor) {
      return cursor.next() ? current(cursor) : null;
    }

    private static @Nullable Entry current(KvCursor cursor) {
      byte[] key = cursor.key().toByteArray();
      return key.length > 0 && key[0] == Keys.UNIT
          ? new Entry(key, cursor.value().toByteArray())
          : null;
    }

    UnitRecord record() {
      return UnitRecord.decode(key, value);
    }
  }
}
