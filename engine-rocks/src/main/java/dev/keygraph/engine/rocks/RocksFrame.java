package dev.keygraph.engine.rocks;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KeyBound;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * What one read needs: a native iterator, opened at the first scan, and the views of the entry
 * under it. A reader has one frame for each level of nested reads, and uses it again and again.
 */
final class RocksFrame implements AutoCloseable {
  private static final int USUAL_KEY_BYTES = 512;

  private final RocksReader reader;
  private final ArrayView key = new ArrayView();
  private final RocksValue value = new RocksValue();
  private final KeyBound bound = new KeyBound();
  private byte[] keyBytes = new byte[USUAL_KEY_BYTES];
  private int keyLength;
  private @Nullable RocksIterator iterator;
  private int mutations;

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
    boolean entry = seek(lower);
    while (entry && bound.isAbove(keyBytes, 0, keyLength)) {
      if (!visitor.visit(key, value)) {
        return false;
      }
      entry = next();
    }
    return true;
  }

  boolean scanBackward(byte[] lower, byte @Nullable [] upper, KvVisitor visitor) {
    boolean entry = upper == null ? last() : seekBefore(upper);
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
    RocksIterator current = iterator();
    current.seek(wanted);
    return arrive(current);
  }

  boolean seekBefore(byte[] limit) {
    RocksIterator current = iterator();
    current.seekForPrev(limit);
    if (!arrive(current)) {
      return false;
    }
    return bound.set(limit).isAbove(keyBytes, 0, keyLength) || previous();
  }

  boolean first() {
    RocksIterator current = iterator();
    current.seekToFirst();
    return arrive(current);
  }

  boolean last() {
    RocksIterator current = iterator();
    current.seekToLast();
    return arrive(current);
  }

  boolean next() {
    RocksIterator current = iterator();
    current.next();
    return arrive(current);
  }

  boolean previous() {
    RocksIterator current = iterator();
    current.prev();
    return arrive(current);
  }

  KvView key() {
    return key;
  }

  KvView value() {
    return value.handOver();
  }

  /** Points the views at the entry that the iterator moved to; returns whether there is one. */
  private boolean arrive(RocksIterator current) {
    if (!current.isValid()) {
      checkStatus(current);
      clearViews();
      return false;
    }
    int length = current.key(keyBytes, 0, keyBytes.length);
    if (length > keyBytes.length) {
      keyBytes = new byte[length];
      length = current.key(keyBytes, 0, length);
    }
    keyLength = length;
    key.wrap(keyBytes, 0, length);
    value.follow(current);
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

  /** Returns the iterator, a new one where the transaction wrote since the last was opened. */
  private RocksIterator iterator() {
    RocksIterator current = iterator;
    if (current == null || mutations != reader.mutations()) {
      close();
      current = reader.openIterator();
      iterator = current;
      mutations = reader.mutations();
    }
    return current;
  }

  /** Ends the views that were handed out. */
  void clearViews() {
    key.clear();
    value.clear();
  }

  @Override
  public void close() {
    clearViews();
    RocksIterator current = iterator;
    iterator = null;
    if (current != null) {
      current.close();
    }
  }
}
