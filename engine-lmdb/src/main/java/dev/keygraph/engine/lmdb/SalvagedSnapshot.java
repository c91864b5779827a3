package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is left of a commit in a damaged file; see {@link dev.keygraph.kv.EngineStore.Salvage}. */
final class SalvagedSnapshot implements KvSnapshot {
  private final SalvagedTree tree;
  private final Runnable closer;

  private SalvagedSnapshot(SalvagedTree tree, Runnable closer) {
    this.tree = tree;
    this.closer = closer;
  }

  /**
   * Reads the last commit of a file, which nobody changes.
   *
   * @param notes are told what is damaged
   * @param closer closes the file, with the snapshot; not called if this fails
   * @throws KvCorruptedException if nothing can be read
   */
  static SalvagedSnapshot read(PageFile file, DamageNotes notes, Runnable closer) {
    SalvagedTree tree = SalvageWalk.read(file, notes);
    PageDamageException first = notes.first();
    if (tree.isLost() && first != null) {
      throw new KvCorruptedException(
          "LMDB store: page %d of %s is damaged: %s; no entry can be read; restore a backup, or index again"
              .formatted(first.page(), file.path(), first.problem()));
    }
    return new SalvagedSnapshot(tree, closer);
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    SalvagedPosition position = new SalvagedPosition(tree);
    if (position.seek(key) && Arrays.equals(position.key().toByteArray(), key)) {
      visitor.visit(position.key(), position.value());
      position.clear();
      return true;
    }
    tree.checkWhole(key, KeyRanges.behind(key));
    return false;
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    return direction == ScanDirection.FORWARD
        ? scanForward(lower, upper, visitor)
        : scanBackward(lower, upper, visitor);
  }

  private boolean scanForward(byte[] lower, byte @Nullable [] upper, KvVisitor visitor) {
    SalvagedPosition position = new SalvagedPosition(tree);
    for (boolean found = position.seek(lower); found; found = position.next()) {
      byte[] key = position.key().toByteArray();
      if (upper != null && Arrays.compareUnsigned(key, upper) >= 0) {
        break;
      }
      if (!visitor.visit(position.key(), position.value())) {
        position.clear();
        tree.checkWhole(lower, key);
        return false;
      }
    }
    position.clear();
    tree.checkWhole(lower, upper);
    return true;
  }

  private boolean scanBackward(byte[] lower, byte @Nullable [] upper, KvVisitor visitor) {
    SalvagedPosition position = new SalvagedPosition(tree);
    boolean found = upper == null ? position.last() : position.seekBefore(upper);
    for (; found; found = position.previous()) {
      byte[] key = position.key().toByteArray();
      if (Arrays.compareUnsigned(key, lower) < 0) {
        break;
      }
      if (!visitor.visit(position.key(), position.value())) {
        position.clear();
        tree.checkWhole(KeyRanges.behind(key), upper);
        return false;
      }
    }
    position.clear();
    tree.checkWhole(lower, upper);
    return true;
  }

  @Override
  public KvCursor cursor() {
    return new SalvagedCursor(tree);
  }

  @Override
  public void close() {
    closer.run();
  }
}
