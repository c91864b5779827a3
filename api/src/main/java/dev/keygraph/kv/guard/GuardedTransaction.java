package dev.keygraph.kv.guard;

import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvTransaction;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A write transaction that only the thread of its work can use, and only while the work runs. Reads
 * that a write overtakes go on behind the key that was visited last; no engine's iterator has to
 * survive a write.
 */
final class GuardedTransaction implements KvTransaction, GuardedReader {
  private final EngineTransaction transaction;
  private final StoreName name;
  private final SizeLimits limits;
  private final Thread thread = Thread.currentThread();
  private final Set<GuardedCursor> cursors = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable TransactionRead innermost;

  /** Reads that have ended, for those to come. */
  private @Nullable TransactionRead unused;

  private long mutations;
  private long bytes;
  private volatile boolean ended;

  GuardedTransaction(EngineTransaction transaction, StoreName name, SizeLimits limits) {
    this.transaction = transaction;
    this.name = name;
    this.limits = limits;
  }

  @Override
  public void put(byte[] key, byte[] value) {
    enter();
    limits.checkKey(key);
    limits.checkValue(value.length);
    beforeMutation();
    bytes += key.length + (long) value.length;
    transaction.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    enter();
    limits.checkKey(key);
    beforeMutation();
    bytes += key.length;
    transaction.delete(key);
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    enter();
    limits.checkKey(key);
    TransactionRead read = begin(visitor);
    try {
      return transaction.get(key, read);
    } finally {
      end(read);
    }
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    enter();
    TransactionRead read = begin(visitor);
    try {
      byte[] from = lower;
      byte[] to = upper;
      while (scanOnce(from, to, direction, read)) {
        if (direction == ScanDirection.FORWARD) {
          byte[] last = read.resume();
          from = Arrays.copyOf(last, last.length + 1);
        } else {
          to = read.resume().clone();
        }
      }
      return !read.isStopped();
    } finally {
      end(read);
    }
  }

  /** Scans until the end of the range, the visitor's wish or a write; returns whether a write. */
  private boolean scanOnce(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, TransactionRead read) {
    byte[] from = limits.fits(lower) ? lower : limits.shortened(lower);
    byte[] to = upper == null || limits.fits(upper) ? upper : limits.shortened(upper);
    if (from == null || Ranges.isEmpty(from, to)) {
      return false;
    }
    transaction.scan(from, to, direction, read);
    return read.isOvertaken() && !read.isStopped();
  }

  @Override
  public KvCursor cursor() {
    enter();
    GuardedCursor cursor = new GuardedCursor(this);
    cursors.add(cursor);
    return cursor;
  }

  /** Closes the cursors and refuses any further use; the engine's transaction stays as it is. */
  void end() {
    ended = true;
    List<GuardedCursor> open = List.copyOf(cursors);
    cursors.clear();
    open.forEach(GuardedCursor::closeInReader);
  }

  /** Returns how many bytes of keys and values were put, and of keys deleted. */
  long bytes() {
    return bytes;
  }

  private TransactionRead begin(KvVisitor visitor) {
    TransactionRead read = unused;
    if (read == null) {
      read = new TransactionRead();
    } else {
      unused = read.outer();
    }
    read.begin(visitor, innermost);
    innermost = read;
    return read;
  }

  private void end(TransactionRead read) {
    innermost = read.outer();
    read.end(unused);
    unused = read;
  }

  private void beforeMutation() {
    mutations++;
    for (TransactionRead read = innermost; read != null; read = read.outer()) {
      read.beforeMutation();
    }
  }

  @Override
  public void enter() {
    if (!enterIfOpen()) {
      throw name.closed("write transaction");
    }
  }

  @Override
  public boolean enterIfOpen() {
    if (ended) {
      return false;
    }
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "a write transaction belongs to the thread that runs the work (%s), not to %s: %s"
              .formatted(thread.getName(), Thread.currentThread().getName(), name));
    }
    return true;
  }

  /** Nothing to give back: the thread has the transaction for itself. */
  @Override
  public void exit() {}

  @Override
  public long mutations() {
    return mutations;
  }

  @Override
  public KvCursor openCursor() {
    return transaction.cursor();
  }

  @Override
  public void forget(GuardedCursor cursor) {
    cursors.remove(cursor);
  }

  @Override
  public SizeLimits limits() {
    return limits;
  }

  @Override
  public StoreName name() {
    return name;
  }
}
