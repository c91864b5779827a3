package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeVisitor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import org.jspecify.annotations.Nullable;

/**
 * Streams the neighbours of several nodes. Nodes with ids next to each other are one scan, since a
 * step is cheaper than a seek; what lies between chosen edges is passed over, and where that is
 * much, the scan seeks the next place where one can be.
 */
final class EdgeScan implements KvVisitor {
  /** So many entries in a row are passed over; a seek costs fewer steps or more, by engine. */
  private static final int PATIENCE = 6;

  /** How many nodes that nobody asked about a scan may pass between two that somebody did. */
  private static final int MAX_GAP = 1;

  private final StoredSnapshot snapshot;
  private final byte tag;
  private final KindCodes codes;
  private final EdgeVisitor visitor;
  private final byte[] lower = new byte[Keys.FAR_END_OFFSET];
  private int[] nodes = {};

  /** The index of the first node that was not announced. */
  private int next;

  private int node = -1;
  private boolean asked;
  private int kindNumber = -1;
  private @Nullable EdgeKind kind;
  private int passedOver;
  private int limit;
  private boolean stopped;

  EdgeScan(StoredSnapshot snapshot, byte tag, KindCodes codes, EdgeVisitor visitor) {
    this.snapshot = snapshot;
    this.tag = tag;
    this.codes = codes;
    this.visitor = visitor;
    lower[0] = tag;
  }

  /**
   * Scans; once.
   *
   * @param ids the nodes, ascending as unsigned numbers
   * @return {@code false} if the visitor ended it
   */
  boolean run(KvReader reader, int[] ids) {
    nodes = ids;
    limit = snapshot.knownLimit();
    boolean noKinds = codes.numbers().length == 0 && !codes.chosen().isAll();
    while (next < nodes.length) {
      // Negative ids are no nodes, and come last.
      boolean none = noKinds || nodes[next] < 0;
      int end = none ? nodes.length : endOfRun(next);
      if ((!none && !scan(reader, end)) || !announceUpTo(nodes[end - 1])) {
        return false;
      }
    }
    return true;
  }

  /** Returns the index behind the last node that is read in one go with one. */
  private int endOfRun(int first) {
    int end = first + 1;
    while (end < nodes.length && nodes[end] >= 0 && nodes[end] - nodes[end - 1] <= MAX_GAP + 1) {
      end++;
    }
    return end;
  }

  /** Scans the edges of the nodes from the next one on. */
  private boolean scan(KvReader reader, int end) {
    byte[] upper = Keys.behind(Keys.id(tag, nodes[end - 1]));
    seek(nodes[next], firstKind());
    while (true) {
      passedOver = 0;
      if (reader.scan(lower, upper, ScanDirection.FORWARD, this)) {
        return true;
      }
      if (stopped) {
        return false;
      }
      int later = asked ? codes.after(kindNumber) : -1;
      if (later >= 0) {
        seek(node, later);
      } else if (next < end) {
        seek(nodes[next], firstKind());
      } else {
        return true;
      }
    }
  }

  private int firstKind() {
    return codes.chosen().isAll() ? 0 : codes.numbers()[0];
  }

  private void seek(int wantedNode, int wantedKind) {
    Keys.putInt(lower, Keys.ID_OFFSET, wantedNode);
    lower[Keys.EDGE_KIND_OFFSET] = (byte) wantedKind;
  }

  /** Returns {@code false} if the visitor ended it. */
  private boolean announceUpTo(int last) {
    while (next < nodes.length && Integer.compareUnsigned(nodes[next], last) <= 0) {
      if (!visitor.begin(nodes[next++])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean visit(KvView key, KvView value) {
    int current = Fields.int32(key, Keys.ID_OFFSET);
    if (current != node) {
      if (current < Math.max(node, nodes[0])) {
        throw new MalformedBytesException("the keys of edges do not ascend");
      }
      if (!announceUpTo(current)) {
        stopped = true;
        return false;
      }
      node = current;
      asked = nodes[next - 1] == current;
    }
    int number = Fields.int8(key, Keys.EDGE_KIND_OFFSET);
    if (number != kindNumber) {
      kindNumber = number;
      kind = codes.wanted()[number] ? snapshot.edgeKind(number) : null;
    }
    EdgeKind currentKind = kind;
    if (!asked || currentKind == null) {
      return ++passedOver < PATIENCE;
    }
    passedOver = 0;
    stopped = !visitor.visit(current, Fields.node(key, Keys.FAR_END_OFFSET, limit), currentKind);
    return !stopped;
  }
}
