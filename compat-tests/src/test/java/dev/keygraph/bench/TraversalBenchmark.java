package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.query.GraphPath;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.TraversalOptions;
import org.openjdk.jmh.annotations.Benchmark;

/** Searches from node to node. */
@SuppressWarnings("NullAway.Init") // JMH opens it
public class TraversalBenchmark extends QuestionBenchmark {
  private static final int TYPES = 1 << 12;
  private static final int DEPTH = 5;
  private static final int REACH = 3;
  private static final TraversalOptions CALLERS = TraversalOptions.incoming().kinds(EdgeKind.CALLS);
  private static final TraversalOptions CALLEES = TraversalOptions.outgoing().kinds(EdgeKind.CALLS);
  private static final TraversalOptions TWO_HOPS = CALLERS.maxDepth(2);
  private static final TraversalOptions RADIUS = CALLERS.maxDepth(DEPTH);
  private static final TraversalOptions REACHABLE = CALLEES.maxDepth(REACH);
  private static final TraversalOptions TRACE = CALLEES.maxDepth(DEPTH);

  private int[] goals;
  private NodeSet[] starts;
  private int[] types;
  private int[] subtyping;

  @Override
  void draw() {
    types = Samples.drawAtMost(Samples.ofKind(snapshot, NodeKind.TRAIT), TYPES);
    subtyping = new int[] {twin.kind(EdgeKind.IMPLEMENTS), twin.kind(EdgeKind.EXTENDS)};
    starts = new NodeSet[functions.length];
    for (int i = 0; i < functions.length; i++) {
      starts[i] = NodeSet.of(functions[i]);
    }
    goals = functions.clone();
    for (int i = 0; i < functions.length; i++) {
      int place = i;
      queries.blastRadius(
          functions[i],
          REACHABLE.maxResults(DEPTH * DEPTH),
          (node, depth, parent, kind) -> {
            goals[place] = node;
            return true;
          });
    }
  }

  private long search(TraversalOptions options, Entries entries) {
    return entries.add(
        queries
            .blastRadius(function(), options, (found, depth, parent, kind) -> true)
            .edgesVisited());
  }

  /** The callers of a function, and theirs. */
  @Benchmark
  public long callers2HopsKeygraph(Entries entries) {
    return search(TWO_HOPS, entries);
  }

  /** The same by hand. */
  @Benchmark
  public long callers2HopsTwin(Entries entries) {
    return entries.add(twin.search(Keys.REVERSE, function(), 2, calls));
  }

  /** The blast radius of a function. */
  @Benchmark
  public long blastRadiusKeygraph(Entries entries) {
    return search(RADIUS, entries);
  }

  /** The same by hand. */
  @Benchmark
  public long blastRadiusTwin(Entries entries) {
    return entries.add(twin.search(Keys.REVERSE, function(), DEPTH, calls));
  }

  /** The set of functions that a function calls, near. */
  @Benchmark
  public long reachableKeygraph(Entries entries) {
    return entries.add(
        queries.reachable(starts[next(functions.length)], REACHABLE).report().edgesVisited());
  }

  /** The same by hand. */
  @Benchmark
  public long reachableTwin(Entries entries) {
    return entries.add(twin.reachable(Keys.FORWARD, function(), REACH, calls));
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
    return entries.add(
        twin.search(
            Keys.REVERSE, types[next(types.length)], TraversalOptions.ANY_DEPTH, subtyping));
  }

  /** A shortest way from one function to another. */
  @Benchmark
  public long traceKeygraph() {
    int place = next(functions.length);
    return queries
        .trace(functions[place], goals[place], TRACE)
        .path()
        .map(GraphPath::length)
        .orElse(-1);
  }

  /** The same by hand. */
  @Benchmark
  public long traceTwin() {
    int place = next(functions.length);
    return twin.trace(functions[place], goals[place], calls, DEPTH);
  }
}
