package dev.keygraph.kv.guard;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads of {@link StrictEngine}: one thread at a time, nothing after close, no scan over a write.
 */
@SuppressWarnings("try") // the resource is the call
class StrictReader implements KvReader {
  final StrictEngine engine;
  private final KvReader reader;
  private final Runnable whenClosed;
  private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
  private final AtomicInteger openCursors = new AtomicInteger();
  private volatile boolean closed;
  int writes;

  StrictReader(StrictEngine engine, KvReader reader, Runnable whenClosed) {
    this.engine = engine;
    this.reader = reader;
    this.whenClosed = whenClosed;
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    requireKey(key);
    try (Use use = new Use()) {
      return reader.get(key, visitor);
    }
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    engine.require(lower.length <= StrictEngine.MAX_KEY, "a lower bound is no longer than a key");
    engine.require(
        upper == null || (upper.length <= StrictEngine.MAX_KEY && upper.length > 0),
        "an upper bound is not longer than a key, nor empty");
    engine.require(
        upper == null || Arrays.compareUnsigned(lower, upper) < 0, "a range is not empty");
    ArrayView keyView = new ArrayView();
    ArrayView valueView = new ArrayView();
    try (Use use = new Use()) {
      return reader.scan(
          lower,
          upper,
          direction,
          (key, value) -> {
            int writesBefore = writes;
            boolean more =
                visitor.visit(keyView.wrap(key.toByteArray()), valueView.wrap(value.toByteArray()));
            keyView.clear();
            valueView.clear();
            engine.require(!more || writes == writesBefore, "a scan whose visitor wrote is ended");
            return more;
          });
    }
  }

  @Override
  public KvCursor cursor() {
    try (Use use = new Use()) {
      openCursors.incrementAndGet();
      return new Cursor(reader.cursor());
    }
  }

  void closeOnce() {
    engine.require(!closed, "a reader is closed once");
    engine.require(openCursors.get() == 0, "cursors close before their reader");
    engine.require(user.get() == null, "a reader does not close under a call");
    closed = true;
    whenClosed.run();
  }

  static void requireKey(StrictEngine engine, byte[] key) {
    engine.require(
        key.length > 0 && key.length <= StrictEngine.MAX_KEY, "a key has an acceptable length");
  }

  private void requireKey(byte[] key) {
    requireKey(engine, key);
  }

  /** A call in flight. */
  private final class Use implements AutoCloseable {
    private final boolean outermost;

    Use() {
      engine.require(!closed, "a reader is not used after close");
      Thread current = Thread.currentThread();
      outermost = user.get() != current;
      if (outermost) {
        engine.require(user.compareAndSet(null, current), "one thread at a time uses a reader");
      }
    }

    @Override
    public void close() {
      if (outermost) {
        user.set(null);
      }
    }
  }

  /** A cursor that is asked only what it may be asked. */
  private final class Cursor implements KvCursor {
    private final KvCursor cursor;
    private final int writesBefore = writes;
    private boolean cursorClosed;

    Cursor(KvCursor cursor) {
      this.cursor = cursor;
    }

    @Override
    public boolean seek(byte[] key) {
      requireKey(key);
      try (Use use = use(false)) {
        return cursor.seek(key);
      }
    }

    @Override
    public boolean seekBefore(byte[] key) {
      requireKey(key);
      try (Use use = use(false)) {
        return cursor.seekBefore(key);
      }
    }

    @Override
    public boolean first() {
      try (Use use = use(false)) {
        return cursor.first();
      }
    }

    @Override
    public boolean last() {
      try (Use use = use(false)) {
        return cursor.last();
      }
    }

    @Override
    public boolean next() {
      try (Use use = use(true)) {
        return cursor.next();
      }
    }

    @Override
    public boolean previous() {
      try (Use use = use(true)) {
        return cursor.previous();
      }
    }

    @Override
    public boolean isValid() {
      try (Use use = use(false)) {
        return cursor.isValid();
      }
    }

    @Override
    public KvView key() {
      try (Use use = use(true)) {
        return cursor.key();
      }
    }

    @Override
    public KvView value() {
      try (Use use = use(true)) {
        return cursor.value();
      }
    }

    @Override
    public void close() {
      engine.require(!cursorClosed, "a cursor is closed once");
      engine.require(!closed, "a cursor closes before its reader");
      cursorClosed = true;
      openCursors.decrementAndGet();
      cursor.close();
    }

    private Use use(boolean atEntry) {
      engine.require(!cursorClosed, "a cursor is not used after close");
      engine.require(writes == writesBefore, "a cursor is not used after a write");
      engine.require(!atEntry || cursor.isValid(), "a cursor moves on from an entry only");
      return new Use();
    }
  }

  /** A snapshot. */
  static final class Snapshot extends StrictReader implements KvSnapshot {
    private final KvSnapshot snapshot;

    Snapshot(StrictEngine engine, KvSnapshot snapshot, Runnable whenClosed) {
      super(engine, snapshot, whenClosed);
      this.snapshot = snapshot;
    }

    @Override
    public void close() {
      closeOnce();
      snapshot.close();
    }
  }

  /** A write transaction. */
  static final class Transaction extends StrictReader implements EngineTransaction {
    private final EngineTransaction transaction;
    private final Runnable afterCommit;
    private final Thread thread = Thread.currentThread();

    Transaction(
        StrictEngine engine,
        EngineTransaction transaction,
        Runnable afterCommit,
        Runnable whenClosed) {
      super(engine, transaction, whenClosed);
      this.transaction = transaction;
      this.afterCommit = afterCommit;
    }

    @Override
    public void put(byte[] key, byte[] value) {
      requireKey(engine, key);
      requireThread();
      writes++;
      transaction.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
      requireKey(engine, key);
      requireThread();
      writes++;
      transaction.delete(key);
    }

    @Override
    public void commit() {
      requireThread();
      engine.require(!thread.isInterrupted(), "a commit is not interrupted");
      engine.beforeCommit.run();
      transaction.commit();
      afterCommit.run();
    }

    @Override
    public void close() {
      requireThread();
      closeOnce();
      transaction.close();
    }

    private void requireThread() {
      engine.require(Thread.currentThread() == thread, "a transaction stays on its thread");
    }
  }
}
