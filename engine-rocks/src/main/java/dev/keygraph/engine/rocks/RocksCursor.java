package dev.keygraph.engine.rocks;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvView;

/** A cursor with a frame of its own. */
final class RocksCursor implements KvCursor {
  private final RocksReader reader;
  private final RocksFrame frame;
  private boolean valid;

  RocksCursor(RocksReader reader) {
    this.reader = reader;
    this.frame = new RocksFrame(reader);
  }

  @Override
  public boolean seek(byte[] key) {
    return at(frame.seek(key));
  }

  @Override
  public boolean seekBefore(byte[] key) {
    return at(frame.seekBefore(key));
  }

  @Override
  public boolean first() {
    return at(frame.first());
  }

  @Override
  public boolean last() {
    return at(frame.last());
  }

  @Override
  public boolean next() {
    return valid && at(frame.next());
  }

  @Override
  public boolean previous() {
    return valid && at(frame.previous());
  }

  @Override
  public boolean isValid() {
    return valid;
  }

  @Override
  public KvView key() {
    checkValid();
    return frame.key();
  }

  @Override
  public KvView value() {
    checkValid();
    return frame.value();
  }

  @Override
  public void close() {
    valid = false;
    reader.forget(this);
    frame.close();
  }

  /** Puts the cursor at no entry. */
  void invalidate() {
    valid = false;
    frame.clearViews();
  }

  private boolean at(boolean entry) {
    if (!entry) {
      frame.clearViews();
    }
    valid = entry;
    return entry;
  }

  private void checkValid() {
    if (!valid) {
      throw new IllegalStateException("the cursor is at no entry; seek first");
    }
  }
}
