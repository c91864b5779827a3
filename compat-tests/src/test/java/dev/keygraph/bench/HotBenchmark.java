package dev.keygraph.bench;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NeighborCursor;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.Subgraph;
import dev.keygraph.query.TraversalOptions;
import dev.keygraph.store.HotTierOptions;
import dev.keygraph.store.StoredGraph;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToLongFunction;

/**
 * The hot tier against plain arrays: questions in turn, what they allocate, and the heap that the
 * whole tier keeps.
 */
final class HotBenchmark {
  private static final int SAMPLE = 1 << 17;
  private static final int DEPTH = 5;
  private static final EdgeKinds CALLS = EdgeKinds.of(EdgeKind.CALLS);
  private static final EdgeKinds SUBTYPES = EdgeKinds.of(EdgeKind.IMPLEMENTS, EdgeKind.EXTENDS);
  private static final long MAX_BYTES = 512L << 20;

  void run() {
    String engine = System.getProperty("keygraph.bench.store.engine", "lmdb");
    Path directory = Path.of(System.getProperty("keygraph.bench.store", ""));
    heap(engine, directory);
    try (Graph graph = open(engine, directory);
        GraphSnapshot snapshot = graph.snapshot()) {
      compare(snapshot);
      System.out.println(graph.statistics().hotTier().orElseThrow());
    }
  }

  private static Graph open(String engine, Path directory) {
    return StoredGraph.open(
        BenchGraphs.openStore(engine, directory), new HotTierOptions(true, MAX_BYTES, 1 << 20));
  }

  /** What the heap holds more when the tier holds everything; not what the classes take. */
  private static void heap(String engine, Path directory) {
    keep(engine, directory, 0);
    keep(engine, directory, usedHeap());
  }

  private static void keep(String engine, Path directory, long before) {
    try (Graph graph = open(engine, directory);
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

  private static void compare(GraphSnapshot snapshot) {
    touchAll(snapshot);
    int[] functions = ofKind(snapshot, NodeKind.FUNCTION);
    int[] sample = draw(functions);
    int[] traits = draw(ofKind(snapshot, NodeKind.TRAIT));
    CsrTwin incoming = CsrTwin.of(snapshot, Direction.INCOMING, EdgeKinds.all());
    CsrTwin callers = CsrTwin.of(snapshot, Direction.INCOMING, CALLS);
    CsrTwin callees = CsrTwin.of(snapshot, Direction.OUTGOING, EdgeKinds.all());
    long calls = CsrTwin.bits(snapshot, CALLS);
    long subtypes = CsrTwin.bits(snapshot, SUBTYPES);
    GraphQueries queries = GraphQueries.over(snapshot);
    TraversalOptions radius = TraversalOptions.incoming().kinds(EdgeKind.CALLS).maxDepth(DEPTH);
    NeighborCursor cursor = new NeighborCursor();
    System.out.println("question                 edges   keygraph us    arrays us   ratio    B/op");
    fight(
        "step",
        SAMPLE,
        i -> step(snapshot, sample[i], cursor),
        i -> incoming.step(sample[i], calls));
    fight(
        "step, visitor",
        SAMPLE,
        i -> step(snapshot, sample[i]),
        i -> incoming.step(sample[i], calls));
    fight(
        "step, calls alone",
        SAMPLE,
        i -> step(snapshot, sample[i], cursor),
        i -> callers.step(sample[i], calls));
    fight(
        "blast radius 5",
        SAMPLE,
        i ->
            queries
                .blastRadius(sample[i], radius, (found, depth, parent, kind) -> true)
                .edgesVisited(),
        i -> incoming.search(sample[i], DEPTH, calls));
    fight(
        "who implements",
        SAMPLE / 8,
        i -> queries.implementations(traits[i], QueryLimits.none(), n -> true).edgesVisited(),
        i -> incoming.search(traits[i], Integer.MAX_VALUE, subtypes));
    Subgraph all = new Subgraph(NodeSet.of(functions), CALLS);
    fight(
        "components",
        1,
        i -> queries.components(all, QueryLimits.none()).count(),
        i -> callees.components(functions, calls));
  }

  private static void fight(
      String question, int sample, IntToLongFunction ours, IntToLongFunction twin) {
    Duel duel = Duel.fight(question, sample, ours, twin);
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

  private static long step(GraphSnapshot snapshot, int node) {
    Count count = new Count();
    snapshot.neighbors(node, Direction.INCOMING, CALLS, count);
    return count.sum == Integer.MIN_VALUE ? -1 : count.edges;
  }

  private static long step(GraphSnapshot snapshot, int node, NeighborCursor cursor) {
    if (!snapshot.neighbors(node, Direction.INCOMING, CALLS, cursor)) {
      return step(snapshot, node);
    }
    long edges = 0;
    int sum = 0;
    while (cursor.next()) {
      sum ^= cursor.node();
      edges++;
    }
    return sum == Integer.MIN_VALUE ? -1 : edges;
  }

  /** Looks at each neighbour. */
  private static final class Count implements dev.keygraph.graph.NeighborVisitor {
    private long edges;
    private int sum;

    @Override
    public boolean visit(int neighbor, EdgeKind kind) {
      sum ^= neighbor;
      edges++;
      return true;
    }
  }

  private static int[] ofKind(GraphSnapshot snapshot, NodeKind kind) {
    NodeSet.Builder nodes = NodeSet.builder();
    snapshot.nodesOfKind(kind, nodes);
    return nodes.build().toArray();
  }

  private static int[] draw(int[] candidates) {
    return new Random(1).ints(SAMPLE, 0, candidates.length).map(i -> candidates[i]).toArray();
  }
}
