package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mapdb.DBException;

/**
 * A position in the tree: a copy of one leaf, and an entry of it.
 *
 * <p>Forward, the next leaf is the right neighbour. Backward there is no link: the leaf to the left
 * is the one whose range holds this one's low key, since that is its high key. Both are checked on
 * the way, and high keys ascend, so a damaged tree is an error and never an endless walk. What
 * fails while a node is read is damage, since all of it is worked out from the node's bytes.
 */
final class TreeCursor implements KvCursor {
  private static final int MAX_DEPTH = 64;
  private static final int NONE = -1;

  private final Tree tree;
  private final TreeNode node = new TreeNode();
  private final StoredValue.Loader values = new StoredValue.Loader();
  private final ArrayView key = new ArrayView();
  private final ArrayView value = new ArrayView();
  private byte[] keyBytes = new byte[64];
  private int prefix;
  private int entry = NONE;

  TreeCursor(Tree tree) {
    this.tree = tree;
  }

  // Look-ups and scans: nothing in here catches what a visitor throws.

  /** Looks one key up; see {@link dev.keygraph.kv.KvReader#get}. */
  boolean get(byte[] wanted, KvVisitor visitor) {
    if (!find(wanted)) {
      return false;
    }
    visitor.visit(key, value);
    return true;
  }

  private boolean find(byte[] wanted) {
    try {
      descend(wanted);
      int found = node.find(wanted);
      if (found < 0) {
        return false;
      }
      key.wrap(wanted);
      showValue(found);
      return true;
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  /** Visits a range in ascending order; see {@link dev.keygraph.kv.KvReader#scan}. */
  boolean scanForward(byte[] lower, byte @Nullable [] upper, KvVisitor visitor) {
    int limit = enterForward(lower, upper);
    while (entry != NONE) {
      for (int i = entry; i < limit; i++) {
        show(i);
        if (!visitor.visit(key, value)) {
          return false;
        }
      }
      limit = nextLimit(upper, limit);
    }
    return true;
  }

  private int enterForward(byte[] lower, byte @Nullable [] upper) {
    try {
      descend(lower);
      entry = node.ceiling(lower);
      enterLeaf();
      return limit(upper);
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  private int nextLimit(byte @Nullable [] upper, int limit) {
    try {
      if (limit < node.size() || !toRight(upper)) {
        entry = NONE;
        return 0;
      }
      return limit(upper);
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  private int limit(byte @Nullable [] upper) {
    return upper == null ? node.size() : node.ceiling(upper);
  }

  /** Visits a range in descending order; see {@link dev.keygraph.kv.KvReader#scan}. */
  boolean scanBackward(byte[] lower, byte @Nullable [] upper, KvVisitor visitor) {
    if (upper == null ? !last() : !seekBefore(upper)) {
      return true;
    }
    while (entry != NONE) {
      int limit = floorLimit(lower);
      for (int i = entry; i >= limit; i--) {
        show(i);
        if (!visitor.visit(key, value)) {
          return false;
        }
      }
      leaveBackward(lower, limit);
    }
    return true;
  }

  private int floorLimit(byte[] lower) {
    try {
      return lower.length == 0 ? 0 : node.ceiling(lower);
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  private void leaveBackward(byte[] lower, int limit) {
    try {
      if (limit > 0 || !toLeft(lower)) {
        entry = NONE;
      }
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  // The cursor.

  @Override
  public boolean seek(byte[] wanted) {
    try {
      descend(wanted);
      entry = node.ceiling(wanted);
      enterLeaf();
      return settle(entry < node.size() || toRight(null));
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  @Override
  public boolean seekBefore(byte[] wanted) {
    try {
      descend(wanted);
      entry = node.ceiling(wanted) - 1;
      enterLeaf();
      return settle(entry >= 0 || toLeft(null));
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  @Override
  public boolean first() {
    try {
      load(tree.root());
      for (int depth = 0; node.isDirectory(); depth++) {
        checkDepth(depth);
        load(node.child(0));
      }
      entry = 0;
      enterLeaf();
      return settle(node.size() > 0 || toRight(null));
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  @Override
  public boolean last() {
    try {
      load(tree.root());
      toRightmost();
      for (int depth = 0; node.isDirectory(); depth++) {
        checkDepth(depth);
        load(node.child(node.size() - 1));
        toRightmost();
      }
      entry = node.size() - 1;
      enterLeaf();
      return settle(entry >= 0 || toLeft(null));
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  @Override
  public boolean next() {
    if (entry == NONE) {
      return false;
    }
    try {
      entry++;
      return settle(entry < node.size() || toRight(null));
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  @Override
  public boolean previous() {
    if (entry == NONE) {
      return false;
    }
    try {
      entry--;
      return settle(entry >= 0 || toLeft(null));
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  private boolean settle(boolean found) {
    if (found) {
      show(entry);
    } else {
      entry = NONE;
      key.clear();
      value.clear();
    }
    return found;
  }

  @Override
  public boolean isValid() {
    return entry != NONE;
  }

  @Override
  public KvView key() {
    checkValid();
    return key;
  }

  @Override
  public KvView value() {
    checkValid();
    return value;
  }

  private void checkValid() {
    if (entry == NONE) {
      throw new IllegalStateException("the cursor is at no entry");
    }
  }

  @Override
  public void close() {
    entry = NONE;
    key.clear();
    value.clear();
  }

  // The tree.

  /** Loads the leaf whose range holds a key. */
  private void descend(byte[] wanted) {
    load(tree.root());
    int depth = 0;
    while (node.isDirectory()) {
      checkDepth(depth++);
      loadChild(wanted);
    }
    while (node.isBelow(wanted)) {
      loadRight();
    }
  }

  private void loadChild(byte[] wanted) {
    if (node.isBelow(wanted)) {
      loadRight();
    } else {
      load(node.child(wanted));
    }
  }

  private static void checkDepth(int depth) {
    if (depth > MAX_DEPTH) {
      throw new DBException.DataCorruption("the tree is too deep");
    }
  }

  private void toRightmost() {
    while (!node.isRightmost()) {
      loadRight();
    }
  }

  private void loadRight() {
    byte[] edge = node.highKey();
    load(node.link());
    if (!node.follows(edge) || !(node.isRightmost() || node.isBelowHigh(edge))) {
      throw new DBException.DataCorruption("a tree node does not continue its left neighbour");
    }
  }

  /** Goes to the first entry of the next leaf that has one; false if that is not below a bound. */
  private boolean toRight(byte @Nullable [] upper) {
    while (!node.isRightmost() && (upper == null || !node.reaches(upper))) {
      loadRight();
      if (node.size() > 0) {
        entry = 0;
        enterLeaf();
        return true;
      }
    }
    return false;
  }

  /** Goes to the last entry of the leaf before that has one; false if that is below a bound. */
  private boolean toLeft(byte @Nullable [] lower) {
    while (!node.isLeftmost() && (lower == null || !node.beginsBelow(lower))) {
      byte[] edge = node.lowKey();
      descend(edge);
      if (!node.reaches(edge) || node.isBelowHigh(edge)) {
        throw new DBException.DataCorruption("a tree node has no left neighbour");
      }
      if (node.size() > 0) {
        entry = node.size() - 1;
        enterLeaf();
        return true;
      }
    }
    return false;
  }

  private void load(long recid) {
    node.parse(tree.records().read(recid, node));
  }

  /** Copies what all keys of this leaf begin with. */
  private void enterLeaf() {
    prefix = node.size() == 0 ? 0 : node.keyPrefixLength();
    if (prefix > keyBytes.length) {
      keyBytes = new byte[2 * prefix];
    }
    System.arraycopy(node.bytes, node.keyPrefixStart(), keyBytes, 0, prefix);
  }

  private void show(int index) {
    try {
      int from = node.keySuffixStart(index, prefix);
      int length = node.keySuffixEnd(index, prefix) - from;
      if (prefix + length > keyBytes.length) {
        keyBytes = Arrays.copyOf(keyBytes, 2 * (prefix + length));
      }
      System.arraycopy(node.bytes, from, keyBytes, prefix, length);
      key.wrap(keyBytes, 0, prefix + length);
      showValue(index);
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  private void showValue(int index) {
    values.show(node.bytes, node.valueStart(index), node.valueEnd(index), tree.records(), value);
  }

  private KvException damaged(RuntimeException cause) {
    entry = NONE;
    return Failures.ofTree(tree.path(), cause);
  }
}
