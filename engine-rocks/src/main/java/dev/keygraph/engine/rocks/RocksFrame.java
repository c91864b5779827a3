package dev.keygraph.engine.rocks;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KeyBound;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
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
    bound.set(upper);
    boolean entry = seek(iterator(lower, upper), lower);
    while (entry && bound.isAbove(keyBytes, 0, keyLength)) {
      if (!visitor.visit(key, value)) {
        return false;
      }
      entry = next();
    }
    return true;
  }

  boolean scanBackward(byte[] lower, byte @Nullable [] upper, KvVisitor visitor) {
    RocksIterator iterator = iterator(lower, upper);
    boolean entry = upper == null ? last(iterator) : seekBefore(iterator, upper);
    bound.set(lower);
    while (entry && bound.isAtOrBelow(keyBytes, 0, keyLength)) {
      if (!visitor.visit(key, value)) {
        return false;
      }
      entry = previous();
    }
    return true;
  }

  boolean seek(byte[] wanted) {
    return seek(iterator(FIRST, null), wanted);
  }

  private boolean seek(RocksIterator iterator, byte[] wanted) {
    iterator.seek(wanted);
    return arrive(iterator);
  }

  boolean seekBefore(byte[] limit) {
    return seekBefore(iterator(FIRST, null), limit);
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
    return last(iterator(FIRST, null));
  }

  private boolean last(RocksIterator iterator) {
    iterator.seekToLast();
    return arrive(iterator);
  }

  boolean next() {
    RocksIterator iterator = moved == null ? iterator(FIRST, null) : moved;
    iterator.next();
    return arrive(iterator);
  }

  boolean previous() {
    RocksIterator iterator = moved == null ? iterator(FIRST, null) : moved;
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

  /**
   * Returns an iterator to move within a range: one over the last commit where the transaction
   * wrote nothing there, which stays as good as it is whatever is written.
   */
  private RocksIterator iterator(byte[] lower, byte @Nullable [] upper) {
    return reader.hasWritten(lower, upper) ? overWrites() : committed();
  }

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
