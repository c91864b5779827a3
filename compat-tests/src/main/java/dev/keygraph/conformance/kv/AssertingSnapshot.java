package dev.keygraph.conformance.kv;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A snapshot of an engine, or a transaction's reads, whose use is checked. */
final class AssertingSnapshot implements KvSnapshot {
  private final KvSnapshot snapshot;
  private final Ledger ledger;
  private final String what;
  private final AtomicInteger counter;
  private final AtomicInteger openCursors = new AtomicInteger();
  private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
  private volatile boolean closed;

  AssertingSnapshot(KvSnapshot snapshot, Ledger ledger, String what, AtomicInteger counter) {
    this.snapshot = snapshot;
    this.ledger = ledger;
    this.what = what;
    this.counter = counter;
    counter.incrementAndGet();
  }

  private <T extends @Nullable Object> T use(String call, Supplier<T> action) {
    ledger.require(!closed, what + "." + call + " after close");
    Thread me = Thread.currentThread();
    Thread before = user.getAndSet(me);
    ledger.require(before == null || before == me, "two threads in one " + what);
    try {
      return action.get();
    } finally {
      user.set(before);
    }
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    return use("get", () -> snapshot.get(key, visitor));
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    return use("scan", () -> snapshot.scan(lower, upper, direction, visitor));
  }

  @Override
  public KvCursor cursor() {
    return use("cursor", () -> new Cursor(snapshot.cursor()));
  }

  @Override
  public void close() {
    ledger.require(!closed, what + ".close twice");
    ledger.require(user.get() == null, what + " closed while in use");
    ledger.require(openCursors.get() == 0, what + " closed before its cursors");
    closed = true;
    snapshot.close();
    counter.decrementAndGet();
  }

  private final class Cursor implements KvCursor {
    private final KvCursor cursor;
    private boolean ended;

    Cursor(KvCursor cursor) {
      this.cursor = cursor;
      openCursors.incrementAndGet();
      ledger.cursors.incrementAndGet();
    }

    private <T extends @Nullable Object> T move(String call, Supplier<T> action) {
      ledger.require(!ended, "cursor." + call + " after close");
      return use("cursor." + call, action);
    }

    @Override
    public boolean seek(byte[] key) {
      return move("seek", () -> cursor.seek(key));
    }

    @Override
    public boolean seekBefore(byte[] key) {
      return move("seekBefore", () -> cursor.seekBefore(key));
    }

    @Override
    public boolean first() {
      return move("first", cursor::first);
    }

    @Override
    public boolean last() {
      return move("last", cursor::last);
    }

    @Override
    public boolean next() {
      return move("next", cursor::next);
    }

    @Override
    public boolean previous() {
      return move("previous", cursor::previous);
    }

    @Override
    public boolean isValid() {
      return move("isValid", cursor::isValid);
    }

    @Override
    public KvView key() {
      return move("key", cursor::key);
    }

    @Override
    public KvView value() {
      return move("value", cursor::value);
    }

    @Override
    public void close() {
      move(
          "close",
          () -> {
            cursor.close();
            return Boolean.TRUE;
          });
      ended = true;
      openCursors.decrementAndGet();
      ledger.cursors.decrementAndGet();
    }
  }
}
