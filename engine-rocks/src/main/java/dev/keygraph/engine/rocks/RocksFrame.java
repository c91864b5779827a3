package dev.keygraph.engine.rocks;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KeyBound;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * What one read needs: native iterators, opened at the first scan, and the views of the entry under
 * them. A reader has one frame for each level of nested reads, and uses it again and again.
 */
final class RocksFrame implements AutoCloseable {
  private static final int USUAL_KEY_BYTES = 512;
  private static final byte[] FIRST = {};

  private final RocksReader reader;
  private final ArrayView key = new ArrayView();
  private final RocksValue value = new RocksValue();
  private final KeyBound bound = new KeyBound();
  private byte[] keyBytes = new byte[USUAL_KEY_BYTES];
  private int keyLength;
  private @Nullable RocksIterator committed;
  private @Nullable RocksIterator overWrites;
  private int mutations;

  /** The one of both that was moved last. */
  private @Nullable RocksIterator moved;

  RocksFrame(RocksReader reader) {
    this.reader = reader;
  }

  boolean get(byte[] wanted, KvVisitor visitor) {
    if (!reader.lookUp(wanted, value)) {
      return false;
    }
    visitor.visit(key.wrap(wanted), value);
    return true;
  }

  boolean scanForward(byte[] lower, byte @Nullable [] upper, KvVisitor visitor) {
    RocksIterator iterator = committed();
    bound.set(upper);
    boolean entry = seek(iterator, lower);
    if (reader.hasWritten(lower, upper)) {
      return scanOverWrites(iterator, entry, lower, upper, /* ascending= */ true, visitor);
    }
    while (entry && isWithin(true)) {
      if (!visitor.visit(key, value)) {
        return false;
      }
      entry = move(iterator, true);
    }
    return true;
  }

  boolean scanBackward(byte[] lower, byte @Nullable [] upper, KvVisitor visitor) {
    RocksIterator iterator = committed();
    boolean entry = upper == null ? last(iterator) : seekBefore(iterator, upper);
    bound.set(lower);
    if (reader.hasWritten(lower, upper)) {
      return scanOverWrites(iterator, entry, lower, upper, /* ascending= */ false, visitor);
    }
    while (entry && isWithin(false)) {
      if (!visitor.visit(key, value)) {
        return false;
      }
      entry = move(iterator, false);
    }
    return true;
  }

  /**
   * Merges the last commit, of which the iterator is at the first entry if there is one, with what
   * the transaction wrote. A write by the visitor ends it.
   */
  private boolean scanOverWrites(
      RocksIterator iterator,
      boolean first,
      byte[] lower,
      byte @Nullable [] upper,
      boolean ascending,
      KvVisitor visitor) {
    Iterator<Map.Entry<byte[], byte[]>> writes = reader.writesWithin(lower, upper, ascending);
    Map.@Nullable Entry<byte[], byte[]> write = next(writes);
    boolean entry = first && isWithin(ascending);
    while (entry || write != null) {
      int order = entry ? -1 : 1;
      if (entry && write != null) {
        byte[] written = write.getKey();
        order = Arrays.compareUnsigned(keyBytes, 0, keyLength, written, 0, written.length);
        order = ascending ? order : -order;
      }
      if (write == null || order < 0) {
        key.wrap(keyBytes, 0, keyLength);
        value.follow(iterator);
        if (!visitor.visit(key, value)) {
          return false;
        }
      } else {
        if (!PendingWrites.isDeleted(write.getValue())) {
          key.wrap(write.getKey(), 0, write.getKey().length);
          value.copy(write.getValue());
          if (!visitor.visit(key, value)) {
            return false;
          }
        }
        write = next(writes);
      }
      if (order <= 0) {
        entry = move(iterator, ascending) && isWithin(ascending);
      }
    }
    return true;
  }

  private static Map.@Nullable Entry<byte[], byte[]> next(
      Iterator<Map.Entry<byte[], byte[]>> writes) {
    return writes.hasNext() ? writes.next() : null;
  }

  private boolean isWithin(boolean ascending) {
    return ascending
        ? bound.isAbove(keyBytes, 0, keyLength)
        : bound.isAtOrBelow(keyBytes, 0, keyLength);
  }

  private boolean move(RocksIterator iterator, boolean ascending) {
    if (ascending) {
      iterator.next();
    } else {
      iterator.prev();
    }
    return arrive(iterator);
  }

  boolean seek(byte[] wanted) {
    return seek(iterator(), wanted);
  }

  private boolean seek(RocksIterator iterator, byte[] wanted) {
    iterator.seek(wanted);
    return arrive(iterator);
  }

  boolean seekBefore(byte[] limit) {
    return seekBefore(iterator(), limit);
  }

  private boolean seekBefore(RocksIterator iterator, byte[] limit) {
    iterator.seekForPrev(limit);
    if (!arrive(iterator)) {
      return false;
    }
    return bound.set(limit).isAbove(keyBytes, 0, keyLength) || previous();
  }

  boolean first() {
    return seek(FIRST);
  }

  boolean last() {
    return last(iterator());
  }

  private boolean last(RocksIterator iterator) {
    iterator.seekToLast();
    return arrive(iterator);
  }

  boolean next() {
    RocksIterator iterator = moved == null ? iterator() : moved;
    iterator.next();
    return arrive(iterator);
  }

  boolean previous() {
    RocksIterator iterator = moved == null ? iterator() : moved;
    iterator.prev();
    return arrive(iterator);
  }

  KvView key() {
    return key;
  }

  KvView value() {
    return value.handOver();
  }

  /** Points the views at the entry that the iterator moved to; returns whether there is one. */
  private boolean arrive(RocksIterator iterator) {
    moved = iterator;
    if (!iterator.isValid()) {
      checkStatus(iterator);
      clearViews();
      return false;
    }
    int length = iterator.key(keyBytes, 0, keyBytes.length);
    if (length > keyBytes.length) {
      keyBytes = new byte[length];
      length = iterator.key(keyBytes, 0, length);
    }
    keyLength = length;
    key.wrap(keyBytes, 0, length);
    value.follow(iterator);
    return true;
  }

  /** An iterator ends at an error as it does at the last entry. */
  private void checkStatus(RocksIterator current) {
    try {
      current.status();
    } catch (RocksDBException e) {
      throw reader.errors().translate("read", e);
    }
  }

  /** Returns an iterator to move with: over the writes, too, where there are any. */
  private RocksIterator iterator() {
    return reader.hasWritten(FIRST, null) ? overWrites() : committed();
  }

  /** Returns an iterator over the last commit, which stays as good as it is for all writes. */
  private RocksIterator committed() {
    RocksIterator open = committed;
    if (open == null) {
      open = reader.openIterator();
      committed = open;
    }
    return open;
  }

  private RocksIterator overWrites() {
    RocksIterator open = overWrites;
    if (open == null || mutations != reader.mutations()) {
      if (open != null) {
        overWrites = null;
        moved = null;
        open.close();
      }
      open = reader.openIteratorOverWrites();
      overWrites = open;
      mutations = reader.mutations();
    }
    return open;
  }

  /** Ends the views that were handed out. */
  void clearViews() {
    key.clear();
    value.clear();
  }

  @Override
  public void close() {
    clearViews();
    moved = null;
    RocksIterator first = committed;
    RocksIterator second = overWrites;
    committed = null;
    overWrites = null;
    if (first != null) {
      first.close();
    }
    if (second != null) {
      second.close();
    }
  }
}
