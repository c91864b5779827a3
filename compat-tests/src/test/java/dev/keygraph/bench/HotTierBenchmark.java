package dev.keygraph.bench;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.TraversalOptions;
import dev.keygraph.store.HotTierOptions;
import dev.keygraph.store.StoredGraph;
import org.openjdk.jmh.annotations.Benchmark;

/** Questions that memory answers, and their twins over plain arrays. */
@SuppressWarnings("NullAway.Init") // JMH opens it
public class HotTierBenchmark extends EngineBenchmark {
  private static final int SAMPLE = 1 << 14;
  private static final int DEPTH = 5;
  private static final EdgeKinds SUBTYPES = EdgeKinds.of(EdgeKind.IMPLEMENTS, EdgeKind.EXTENDS);
  private static final HotTierOptions HOT = new HotTierOptions(true, 512L << 20, 1 << 20);
  private static final TraversalOptions CALLERS = TraversalOptions.incoming().kinds(EdgeKind.CALLS);
  private static final TraversalOptions TWO_HOPS = CALLERS.maxDepth(2);
  private static final TraversalOptions RADIUS = CALLERS.maxDepth(DEPTH);

  private Graph graph;
  private GraphSnapshot snapshot;
  private GraphQueries queries;
  private CsrTwin incoming;
  private CsrTwin outgoing;
  private long calls;
  private long subtypes;
  private int[] functions;
  private int[] types;

  @Override
  void open() {
    graph = StoredGraph.open(openStore(), HOT);
    snapshot = graph.snapshot();
    HotBenchmark.touchAll(snapshot);
    queries = GraphQueries.over(snapshot);
    incoming = CsrTwin.of(snapshot, Direction.INCOMING, EdgeKinds.all());
    outgoing = CsrTwin.of(snapshot, Direction.OUTGOING, EdgeKinds.all());
    calls = CsrTwin.bits(snapshot, EdgeKinds.of(EdgeKind.CALLS));
    subtypes = CsrTwin.bits(snapshot, SUBTYPES);
    functions = Samples.drawAtMost(Samples.ofKind(snapshot, NodeKind.FUNCTION), SAMPLE);
    types = Samples.drawAtMost(Samples.ofKind(snapshot, NodeKind.TRAIT), SAMPLE);
  }

  @Override
  void close() {
    snapshot.close();
    graph.close();
  }

  private int function() {
    return functions[next(functions.length)];
  }

  private long search(TraversalOptions options, Entries entries) {
    return entries.add(
        queries
            .blastRadius(function(), options, (found, depth, parent, kind) -> true)
            .edgesVisited());
  }

  /** The callers of a function. */
  @Benchmark
  public long callersKeygraph(Entries entries) {
    return entries.add(
        queries.callers(function(), QueryLimits.none(), caller -> true).edgesVisited());
  }

  /** The same by hand. */
  @Benchmark
  public long callersTwin(Entries entries) {
    return entries.add(incoming.step(function(), calls));
  }

  /** The functions that a function calls. */
  @Benchmark
  public long calleesKeygraph(Entries entries) {
    return entries.add(
        queries.callees(function(), QueryLimits.none(), callee -> true).edgesVisited());
  }

  /** The same by hand. */
  @Benchmark
  public long calleesTwin(Entries entries) {
    return entries.add(outgoing.step(function(), calls));
  }

  /** The callers of a function, and theirs. */
  @Benchmark
  public long callers2HopsKeygraph(Entries entries) {
    return search(TWO_HOPS, entries);
  }

  /** The same by hand. */
  @Benchmark
  public long callers2HopsTwin(Entries entries) {
    return entries.add(incoming.search(function(), 2, calls));
  }

  /** The blast radius of a function. */
  @Benchmark
  public long blastRadiusKeygraph(Entries entries) {
    return search(RADIUS, entries);
  }

  /** The same by hand. */
  @Benchmark
  public long blastRadiusTwin(Entries entries) {
    return entries.add(incoming.search(function(), DEPTH, calls));
  }

  /** Who implements a type. */
  @Benchmark
  public long whoImplementsKeygraph(Entries entries) {
    return entries.add(
        queries
            .implementations(types[next(types.length)], QueryLimits.none(), node -> true)
            .edgesVisited());
  }

  /** The same by hand. */
  @Benchmark
  public long whoImplementsTwin(Entries entries) {
    return entries.add(incoming.search(types[next(types.length)], Integer.MAX_VALUE, subtypes));
  }
}
