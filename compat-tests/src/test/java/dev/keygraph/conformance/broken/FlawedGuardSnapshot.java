package dev.keygraph.conformance.broken;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import org.jspecify.annotations.Nullable;

/** A guarded snapshot that goes on after its close, or whose cursors are not where they say. */
record FlawedGuardSnapshot(KvSnapshot snapshot, Flaw flaw) implements KvSnapshot {
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
    return new Cursor(snapshot.cursor(), flaw);
  }

  @Override
  public void close() {
    if (flaw != Flaw.GUARD_LEAVES_SNAPSHOTS_OPEN) {
      snapshot.close();
    }
  }

  private record Cursor(KvCursor cursor, Flaw flaw) implements KvCursor {
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
      if (!cursor.isValid() && flaw == Flaw.GUARD_MOVES_FRESH_CURSORS) {
        return cursor.first();
      }
      boolean found = cursor.next();
      if (!found && flaw == Flaw.GUARD_KEEPS_EXHAUSTED_CURSORS_VALID) {
        cursor.last();
      }
      return found;
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
