package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NeighborVisitor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import org.jspecify.annotations.Nullable;

/**
 * Streams the neighbours of one node.
 *
 * <p>Where some kinds are chosen, one scan runs from the first to the last of them and passes over
 * the others, since a step is cheaper than a seek; when it has passed over many in a row, it seeks
 * the next chosen kind instead, so that a hub's other edges cost nothing.
 */
final class NeighborScan implements KvVisitor {
  /** About how many steps a seek costs. */
  private static final int PATIENCE = 16;

  private final StoredSnapshot snapshot;
  private final NeighborVisitor visitor;
  private final KindCodes codes;
  private int kindNumber = -1;
  private @Nullable EdgeKind kind;
  private int passedOver;
  private boolean stopped;

  NeighborScan(StoredSnapshot snapshot, NeighborVisitor visitor, KindCodes codes) {
    this.snapshot = snapshot;
    this.visitor = visitor;
    this.codes = codes;
  }

  /** Returns {@code false} if the visitor ended it. */
  boolean run(KvReader reader, byte tag, int node) {
    if (codes.chosen().isAll()) {
      byte[] lower = Keys.id(tag, node);
      return reader.scan(lower, Keys.behind(lower), ScanDirection.FORWARD, this);
    }
    int[] numbers = codes.numbers();
    if (numbers.length == 0) {
      return true;
    }
    byte[] upper = Keys.behind(Keys.edges(tag, node, numbers[numbers.length - 1]));
    int next = numbers[0];
    while (next >= 0) {
      passedOver = 0;
      if (reader.scan(Keys.edges(tag, node, next), upper, ScanDirection.FORWARD, this)) {
        return true;
      }
      if (stopped) {
        return false;
      }
      next = codes.after(kindNumber);
    }
    return true;
  }

  @Override
  public boolean visit(KvView key, KvView value) {
    int number = key.getByte(Keys.EDGE_KIND_OFFSET) & 0xFF;
    EdgeKind current = kind;
    if (number != kindNumber || current == null) {
      kindNumber = number;
      current = codes.wanted()[number] ? snapshot.edgeKind(number) : null;
      kind = current;
    }
    if (current == null) {
      return ++passedOver < PATIENCE;
    }
    passedOver = 0;
    stopped = !visitor.visit(key.getInt(Keys.FAR_END_OFFSET), current);
    return !stopped;
  }
}
