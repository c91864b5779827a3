package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.LendableSnapshot;
import dev.keygraph.kv.ScanDirection;
import dev.keygraph.kv.SnapshotUser;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One version of a graph of a single edge, from {@link #FROM} to a node whose id is the version and
 * {@link #FIRST_TO}; the version also tells the first node's kind. Immutable.
 */
final class EngineVersion implements LendableSnapshot {
  static final int FROM = 0;
  static final int FIRST_TO = 40;
  static final int NODES = 64;
  static final int EDGE_KIND = 1;
  private static final int FIRST_NODE_KIND = 1;

  private final int number;
  private final byte[][] keys;
  private final byte[][] values;

  EngineVersion(int number) {
    this.number = number;
    // Ascending.
    keys =
        new byte[][] {
          Keys.edge(Keys.FORWARD, FROM, EDGE_KIND, to(number)),
          CommitState.STATE_KEY,
          Keys.id(Keys.NODE, FROM),
          Keys.edge(Keys.REVERSE, to(number), EDGE_KIND, FROM)
        };
    values =
        new byte[][] {
          {}, state(number).encode(), new NodeRecord(nodeKind(number), 0, "from").encode(), {}
        };
  }

  static int to(int number) {
    return FIRST_TO + number;
  }

  static int nodeKind(int number) {
    return FIRST_NODE_KIND + number;
  }

  static StateRecord state(int number) {
    return new StateRecord(number, NODES, 1, 0, 1, 0, 1);
  }

  int number() {
    return number;
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      if (Arrays.equals(keys[i], key)) {
        visitor.visit(new ArrayView().wrap(keys[i]), new ArrayView().wrap(values[i]));
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      if (Arrays.compareUnsigned(keys[i], lower) >= 0
          && (upper == null || Arrays.compareUnsigned(keys[i], upper) < 0)
          && !visitor.visit(new ArrayView().wrap(keys[i]), new ArrayView().wrap(values[i]))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public KvCursor cursor() {
    throw new UnsupportedOperationException("nobody merges here");
  }

  @Override
  public <H> void lend(H handle, SnapshotUser<? super H> user) {}

  @Override
  public boolean giveBack() {
    return true;
  }

  @Override
  public void close() {}
}
