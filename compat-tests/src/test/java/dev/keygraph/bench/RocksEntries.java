package dev.keygraph.bench;

import java.util.Arrays;
import org.rocksdb.RocksIterator;

/** An iterator of RocksDB by hand: keys and values are copied into arrays that are used again. */
final class RocksEntries implements AutoCloseable {
  private final RocksIterator iterator;
  private final byte[] key = new byte[512];
  private byte[] value = new byte[1 << 10];
  private int keyLength;

  RocksEntries(RocksIterator iterator) {
    this.iterator = iterator;
  }

  /** Reads the key under the iterator; returns whether there is one. */
  private boolean arrive() {
    if (!iterator.isValid()) {
      return false;
    }
    keyLength = iterator.key(key, 0, key.length);
    return true;
  }

  private int compare(byte[] bound) {
    return Arrays.compareUnsigned(key, 0, keyLength, bound, 0, bound.length);
  }

  private boolean show(Seen seen) {
    int length = iterator.value(value, 0, value.length);
    if (length > value.length) {
      value = new byte[length];
      length = iterator.value(value, 0, length);
    }
    seen.add(key, keyLength, value, length);
    return true;
  }

  void expand(byte[] prefix, Frontier frontier) {
    iterator.seek(prefix);
    while (arrive()) {
      if (keyLength < prefix.length
          || !Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
        return;
      }
      frontier.see(Seen.toInt(key, keyLength - Integer.BYTES));
      iterator.next();
    }
  }

  void forward(byte[] lower, byte[] upper, Seen seen) {
    iterator.seek(lower);
    while (arrive() && compare(upper) < 0) {
      show(seen);
      iterator.next();
    }
  }

  void backward(byte[] lower, byte[] upper, Seen seen) {
    iterator.seekForPrev(upper);
    boolean entry = arrive();
    if (entry && compare(upper) >= 0) {
      iterator.prev();
      entry = arrive();
    }
    while (entry && compare(lower) >= 0) {
      show(seen);
      iterator.prev();
      entry = arrive();
    }
  }

  boolean seek(byte[] wanted, Seen seen) {
    iterator.seek(wanted);
    return arrive() && show(seen);
  }

  boolean next(Seen seen) {
    iterator.next();
    return arrive() && show(seen);
  }

  boolean previous(Seen seen) {
    iterator.prev();
    return arrive() && show(seen);
  }

  @Override
  public void close() {
    iterator.close();
  }
}
