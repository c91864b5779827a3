package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.NeighborVisitor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import org.jspecify.annotations.Nullable;

/**
 * Streams the neighbours of one node, and then of another: it is used again and again, so that a
 * traversal allocates nothing for a node.
 *
 * <p>Where some kinds are chosen, one scan runs from the first to the last of them and passes over
 * the others, since a step is cheaper than a seek; when it has passed over many in a row, it seeks
 * the next chosen kind instead, so that a hub's other edges cost nothing.
 */
final class NeighborScan implements KvVisitor {
  /** About how many steps a seek costs. */
  private static final int PATIENCE = 16;

  private static final NeighborVisitor NOBODY = (neighbor, kind) -> false;
  private static final KindCodes NO_KINDS =
      new KindCodes(EdgeKinds.all(), new int[0], new boolean[0], true);

  private final StoredSnapshot snapshot;
  private final byte[] lower = new byte[Keys.FAR_END_OFFSET];
  private final byte[] upper = new byte[Keys.FAR_END_OFFSET];
  private NeighborVisitor visitor = NOBODY;
  private KindCodes codes = NO_KINDS;
  private int kindNumber = -1;
  private @Nullable EdgeKind kind;
  private int passedOver;
  private int limit;
  private boolean stopped;

  NeighborScan(StoredSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Returns {@code false} if the visitor ended it. */
  boolean run(
      KvReader reader, byte tag, int node, KindCodes chosenCodes, NeighborVisitor neighbors) {
    codes = chosenCodes;
    visitor = neighbors;
    kindNumber = -1;
    kind = null;
    stopped = false;
    limit = snapshot.knownLimit();
    try {
      return run(reader, tag, node);
    } finally {
      visitor = NOBODY;
    }
  }

  private boolean run(KvReader reader, byte tag, int node) {
    if (codes.chosen().isAll()) {
      byte[] all = Keys.id(tag, node);
      return reader.scan(all, Keys.behind(all), ScanDirection.FORWARD, this);
    }
    int[] numbers = codes.numbers();
    if (numbers.length == 0) {
      return true;
    }
    lower[0] = tag;
    Keys.putInt(lower, Keys.ID_OFFSET, node);
    int last = numbers[numbers.length - 1];
    byte[] bound = upper;
    if (last == 0xFF) {
      bound = Keys.behind(Keys.id(tag, node));
    } else {
      bound[0] = tag;
      Keys.putInt(bound, Keys.ID_OFFSET, node);
      bound[Keys.EDGE_KIND_OFFSET] = (byte) (last + 1);
    }
    int next = numbers[0];
    while (next >= 0) {
      passedOver = 0;
      lower[Keys.EDGE_KIND_OFFSET] = (byte) next;
      if (reader.scan(lower, bound, ScanDirection.FORWARD, this)) {
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
    int number = Fields.int8(key, Keys.EDGE_KIND_OFFSET);
    EdgeKind current = kind;
    if (number != kindNumber || current == null) {
      if (number < kindNumber) {
        throw new MalformedBytesException("the keys of edges do not ascend");
      }
      kindNumber = number;
      current = codes.wanted()[number] ? snapshot.edgeKind(number) : null;
      kind = current;
    }
    if (current == null) {
      return ++passedOver < PATIENCE;
    }
    passedOver = 0;
    stopped = !visitor.visit(Fields.node(key, Keys.FAR_END_OFFSET, limit), current);
    return !stopped;
  }
}
