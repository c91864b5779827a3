package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvView;
import org.jspecify.annotations.Nullable;

/**
 * A cursor that belongs to a reader. The engine's cursor is asked to move on only from an entry;
 * one that a mutation has overtaken is replaced at the next seek.
 */
final class GuardedCursor implements KvCursor {
  private final GuardedReader reader;
  private final CursorView key;
  private final CursorView value;
  private KvCursor cursor;
  private long mutations;
  private boolean atEntry;
  private boolean closed;

  /** A cursor at no entry; the reader is entered. */
  GuardedCursor(GuardedReader reader) {
    this.reader = reader;
    this.cursor = reader.openCursor();
    this.mutations = reader.mutations();
    this.key = new CursorView(this, /* ofKey= */ true);
    this.value = new CursorView(this, /* ofKey= */ false);
  }

  @Override
  public boolean seek(byte[] key) {
    enter();
    try {
      refresh();
      byte[] target = reader.limits().fits(key) ? key : reader.limits().shortened(key);
      if (target == null) {
        return moved(false);
      }
      return moved(target.length == 0 ? cursor.first() : cursor.seek(target));
    } catch (InternalError e) {
      throw MemoryFaults.named(reader.name(), e);
    } finally {
      reader.exit();
    }
  }

  @Override
  public boolean seekBefore(byte[] key) {
    enter();
    try {
      refresh();
      byte[] target = reader.limits().fits(key) ? key : reader.limits().shortened(key);
      if (target == null) {
        return moved(cursor.last());
      }
      return moved(target.length > 0 && cursor.seekBefore(target));
    } catch (InternalError e) {
      throw MemoryFaults.named(reader.name(), e);
    } finally {
      reader.exit();
    }
  }

  @Override
  public boolean first() {
    enter();
    try {
      refresh();
      return moved(cursor.first());
    } catch (InternalError e) {
      throw MemoryFaults.named(reader.name(), e);
    } finally {
      reader.exit();
    }
  }

  @Override
  public boolean last() {
    enter();
    try {
      refresh();
      return moved(cursor.last());
    } catch (InternalError e) {
      throw MemoryFaults.named(reader.name(), e);
    } finally {
      reader.exit();
    }
  }

  @Override
  public boolean next() {
    enter();
    try {
      return isAtEntry() && moved(cursor.next());
    } catch (InternalError e) {
      throw MemoryFaults.named(reader.name(), e);
    } finally {
      reader.exit();
    }
  }

  @Override
  public boolean previous() {
    enter();
    try {
      return isAtEntry() && moved(cursor.previous());
    } catch (InternalError e) {
      throw MemoryFaults.named(reader.name(), e);
    } finally {
      reader.exit();
    }
  }

  @Override
  public boolean isValid() {
    enter();
    try {
      return isAtEntry();
    } finally {
      reader.exit();
    }
  }

  @Override
  public KvView key() {
    requireEntry();
    return key;
  }

  @Override
  public KvView value() {
    requireEntry();
    return value;
  }

  /** Never fails on a closed reader: that has closed this cursor before itself. */
  @Override
  public void close() {
    if (!reader.enterIfOpen()) {
      return;
    }
    try {
      if (!closed) {
        reader.forget(this);
        closeInReader();
      }
    } finally {
      reader.exit();
    }
  }

  /** Closes this cursor on behalf of its reader, which is entered and has forgotten it. */
  void closeInReader() {
    closed = true;
    atEntry = false;
    cursor.close();
  }

  /** Begins a use of the cursor by this thread; it ends with {@link #exit}. */
  void enter() {
    reader.enter();
    if (closed) {
      reader.exit();
      throw reader.name().closed("cursor");
    }
  }

  /** Returns the exception for a fault of mapped memory. */
  KvIoException named(InternalError failure) {
    return MemoryFaults.named(reader.name(), failure);
  }

  /** Ends the use. */
  void exit() {
    reader.exit();
  }

  /** Returns the engine's view of the current key or value, or {@code null} at no entry. */
  @Nullable KvView current(boolean ofKey) {
    if (!isAtEntry()) {
      return null;
    }
    return ofKey ? cursor.key() : cursor.value();
  }

  /** Looks without a use where it can: each access to a view is one. */
  private void requireEntry() {
    if (isAtEntry()) {
      return;
    }
    enter();
    try {
      if (!isAtEntry()) {
        throw new IllegalStateException("the cursor is at no entry: " + reader.name());
      }
    } finally {
      reader.exit();
    }
  }

  private boolean isAtEntry() {
    return atEntry && mutations == reader.mutations();
  }

  private boolean moved(boolean toEntry) {
    atEntry = toEntry;
    return toEntry;
  }

  private void refresh() {
    atEntry = false;
    if (mutations != reader.mutations()) {
      KvCursor overtaken = cursor;
      cursor = reader.openCursor();
      overtaken.close();
      mutations = reader.mutations();
    }
  }
}
