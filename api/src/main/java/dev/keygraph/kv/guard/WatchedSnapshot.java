package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * What a user holds of a snapshot that is watched: the store knows the snapshot, and only the user
 * knows this, so that it is garbage when the user has lost it. Its cursors keep it reachable.
 */
final class WatchedSnapshot implements KvSnapshot {
  private final GuardedSnapshot snapshot;

  WatchedSnapshot(GuardedSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    return snapshot.get(key, visitor);
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    return snapshot.scan(lower, upper, direction, visitor);
  }

  @Override
  public KvCursor cursor() {
    return new Cursor(this, snapshot.cursor());
  }

  @Override
  public void close() {
    try {
      snapshot.close();
    } finally {
      // Whoever is being closed is not lost.
      Reference.reachabilityFence(this);
    }
  }

  private record Cursor(WatchedSnapshot snapshot, KvCursor cursor) implements KvCursor {
    @Override
    public boolean seek(byte[] key) {
      return cursor.seek(key);
    }

    @Override
    public boolean seekBefore(byte[] key) {
      return cursor.seekBefore(key);
    }

    @Override
    public boolean first() {
      return cursor.first();
    }

    @Override
    public boolean last() {
      return cursor.last();
    }

    @Override
    public boolean next() {
      return cursor.next();
    }

    @Override
    public boolean previous() {
      return cursor.previous();
    }

    @Override
    public boolean isValid() {
      return cursor.isValid();
    }

    @Override
    public KvView key() {
      return cursor.key();
    }

    @Override
    public KvView value() {
      return cursor.value();
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
