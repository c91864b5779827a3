package dev.keygraph.engine.xodus;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvView;

/** A cursor over a reader. */
final class XodusCursor implements KvCursor {
  private final XodusReader reader;
  private final Position position;
  private boolean valid;
  private boolean valueLoaded;

  XodusCursor(XodusReader reader) {
    this.reader = reader;
    this.position = new Position(reader);
  }

  @Override
  public boolean seek(byte[] key) {
    return moved(position.seek(key));
  }

  @Override
  public boolean seekBefore(byte[] key) {
    return moved(position.seekBefore(key));
  }

  @Override
  public boolean first() {
    return moved(position.first());
  }

  @Override
  public boolean last() {
    return moved(position.last());
  }

  @Override
  public boolean next() {
    return valid && moved(position.next());
  }

  @Override
  public boolean previous() {
    return valid && moved(position.previous());
  }

  @Override
  public boolean isValid() {
    return valid;
  }

  @Override
  public KvView key() {
    checkValid();
    return position.key();
  }

  @Override
  public KvView value() {
    checkValid();
    if (valueLoaded) {
      return position.value();
    }
    valueLoaded = true;
    return position.loadValue();
  }

  private boolean moved(boolean found) {
    valid = found;
    valueLoaded = false;
    if (!found) {
      position.clearViews();
    }
    return found;
  }

  private void checkValid() {
    if (!valid) {
      throw new IllegalStateException("The cursor is at no entry");
    }
  }

  /** Leaves the entry: what it was in has changed. */
  void invalidate() {
    valid = false;
    position.close();
  }

  @Override
  public void close() {
    invalidate();
    reader.forget(this);
  }
}
