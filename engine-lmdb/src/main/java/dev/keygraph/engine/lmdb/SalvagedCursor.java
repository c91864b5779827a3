package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvView;

/**
 * A cursor over what can be read. A move over what may be lost ends at the entry behind it, and
 * then fails.
 */
final class SalvagedCursor implements KvCursor {
  private static final byte[] START = {};

  private final SalvagedTree tree;
  private final SalvagedPosition position;

  /** At no entry. */
  SalvagedCursor(SalvagedTree tree) {
    this.tree = tree;
    this.position = new SalvagedPosition(tree);
  }

  @Override
  public boolean seek(byte[] key) {
    return forward(key, position.seek(key));
  }

  @Override
  public boolean seekBefore(byte[] key) {
    boolean found = position.seekBefore(key);
    tree.checkWhole(behindThis(), key);
    return found;
  }

  @Override
  public boolean first() {
    return forward(START, position.first());
  }

  @Override
  public boolean last() {
    boolean found = position.last();
    tree.checkWhole(behindThis(), null);
    return found;
  }

  @Override
  public boolean next() {
    return isValid() && forward(behindThis(), position.next());
  }

  @Override
  public boolean previous() {
    return isValid() && seekBefore(key().toByteArray());
  }

  private boolean forward(byte[] from, boolean found) {
    tree.checkWhole(from, found ? key().toByteArray() : null);
    return found;
  }

  private byte[] behindThis() {
    return isValid() ? KeyRanges.behind(key().toByteArray()) : START;
  }

  @Override
  public boolean isValid() {
    return position.isValid();
  }

  @Override
  public KvView key() {
    checkValid();
    return position.key();
  }

  @Override
  public KvView value() {
    checkValid();
    return position.value();
  }

  private void checkValid() {
    if (!isValid()) {
      throw new IllegalStateException("the cursor is at no entry; seek first");
    }
  }

  @Override
  public void close() {
    position.clear();
  }
}
