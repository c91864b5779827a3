package dev.keygraph.bench;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NeighborCursor;
import dev.keygraph.graph.NeighborVisitor;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.Subgraph;
import dev.keygraph.query.TraversalOptions;
import dev.keygraph.store.HotTierOptions;
import java.util.Locale;
import java.util.function.IntToLongFunction;

/**
 * The hot tier against plain arrays: questions in turn, what they allocate, and the heap that the
 * whole tier keeps.
 */
final class HotBenchmark implements Runnable {
  private static final int SAMPLE = 1 << 17;
  private static final int DEPTH = 5;
  private static final EdgeKinds CALLS = EdgeKinds.of(EdgeKind.CALLS);
  private static final EdgeKinds SUBTYPES = EdgeKinds.of(EdgeKind.IMPLEMENTS, EdgeKind.EXTENDS);
  private static final HotTierOptions HOT = new HotTierOptions(true, 512L << 20, 1 << 20);

  private final BenchSource source;
  private final Effort effort;

  HotBenchmark(BenchSettings settings) {
    source = settings.source();
    effort = settings.effort();
  }

  @Override
  public void run() {
    heap();
    try (Graph graph = source.open(HOT);
        GraphSnapshot snapshot = graph.snapshot()) {
      compare(snapshot);
      System.out.println(graph.statistics().hotTier().orElseThrow());
    }
  }

  /** What the heap holds more when the tier holds everything; not what the classes take. */
  private void heap() {
    keep(0);
    keep(usedHeap());
  }

  private void keep(long before) {
    try (Graph graph = source.open(HOT);
        GraphSnapshot snapshot = graph.snapshot()) {
      long edges = touchAll(snapshot);
      long bytes = usedHeap() - before;
      if (before > 0) {
        System.out.printf(
            Locale.ROOT,
            "heap of the whole tier: %,d bytes, %.2f an edge (%,d edges, %,d nodes); it counts %,d%n",
            bytes,
            (double) bytes / edges,
            edges,
            snapshot.nodeIdLimit(),
            graph.statistics().hotTier().orElseThrow().bytes());
      }
    }
  }

  static long touchAll(GraphSnapshot snapshot) {
    long[] edges = {0};
    for (int node = 0; node < snapshot.nodeIdLimit(); node++) {
      snapshot.neighbors(
          node,
          Direction.OUTGOING,
          EdgeKinds.all(),
          (far, kind) -> {
            edges[0]++;
            return true;
          });
      snapshot.neighbors(node, Direction.INCOMING, EdgeKinds.all(), (far, kind) -> false);
      snapshot.contains(node);
    }
    return edges[0];
  }

  static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }

  private void compare(GraphSnapshot snapshot) {
    touchAll(snapshot);
    int size = effort.of(SAMPLE);
    int[] functions = Samples.ofKind(snapshot, NodeKind.FUNCTION);
    int[] sample = Samples.draw(functions, size);
    int[] types = Samples.draw(Samples.ofKind(snapshot, NodeKind.TRAIT), size);
    CsrTwin incoming = CsrTwin.of(snapshot, Direction.INCOMING, EdgeKinds.all());
    CsrTwin callers = CsrTwin.of(snapshot, Direction.INCOMING, CALLS);
    CsrTwin callees = CsrTwin.of(snapshot, Direction.OUTGOING, EdgeKinds.all());
    long calls = CsrTwin.bits(snapshot, CALLS);
    long subtypes = CsrTwin.bits(snapshot, SUBTYPES);
    GraphQueries queries = GraphQueries.over(snapshot);
    TraversalOptions radius = TraversalOptions.incoming().kinds(EdgeKind.CALLS).maxDepth(DEPTH);
    NeighborCursor cursor = new NeighborCursor();
    Count count = new Count();
    System.out.println("question                 edges   keygraph us    arrays us   ratio    B/op");
    fight(
        "step", size, i -> step(snapshot, sample[i], cursor), i -> incoming.step(sample[i], calls));
    fight(
        "step, visitor",
        size,
        i -> step(snapshot, sample[i], count),
        i -> incoming.step(sample[i], calls));
    fight(
        "step, calls alone",
        size,
        i -> step(snapshot, sample[i], cursor),
        i -> callers.step(sample[i], calls));
    fight(
        "blast radius 5",
        size,
        i ->
            queries
                .blastRadius(sample[i], radius, (found, depth, parent, kind) -> true)
                .edgesVisited(),
        i -> incoming.search(sample[i], DEPTH, calls));
    fight(
        "who implements",
        Math.max(1, size / 8),
        i -> queries.implementations(types[i], QueryLimits.none(), n -> true).edgesVisited(),
        i -> incoming.search(types[i], Integer.MAX_VALUE, subtypes));
    Subgraph all = new Subgraph(NodeSet.of(functions), CALLS);
    fight(
        "components",
        1,
        i -> queries.components(all, QueryLimits.none()).count(),
        i -> callees.components(functions, calls));
  }

  private void fight(String question, int sample, IntToLongFunction ours, IntToLongFunction twin) {
    Duel duel = Duel.fight(effort, question, sample, ours, twin);
    System.out.printf(
        Locale.ROOT,
        "%-20s %,9.1f %,13.3f %,12.3f %7.2f %7.1f%n",
        question,
        duel.edges(),
        duel.ours(),
        duel.twin(),
        duel.ratio(),
        duel.bytes());
  }

  private static long step(GraphSnapshot snapshot, int node, Count count) {
    count.clear();
    snapshot.neighbors(node, Direction.INCOMING, CALLS, count);
    return count.sum == Integer.MIN_VALUE ? -1 : count.edges;
  }

  private static long step(GraphSnapshot snapshot, int node, NeighborCursor cursor) {
    if (!snapshot.neighbors(node, Direction.INCOMING, CALLS, cursor)) {
      return step(snapshot, node, new Count());
    }
    long edges = 0;
    int sum = 0;
    while (cursor.next()) {
      sum ^= cursor.node();
      edges++;
    }
    return sum == Integer.MIN_VALUE ? -1 : edges;
  }

  /** Looks at each neighbour. Used again, as in a traversal, which makes no visitor for a step. */
  private static final class Count implements NeighborVisitor {
    private long edges;
    private int sum;

    void clear() {
      edges = 0;
      sum = 0;
    }

    @Override
    public boolean visit(int neighbor, EdgeKind kind) {
      sum ^= neighbor;
      edges++;
      return true;
    }
  }
}
