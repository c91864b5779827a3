package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.query.DegreeProfile;
import dev.keygraph.query.DegreeStatistics;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.TraversalOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/** Questions about the edges of single nodes. */
@SuppressWarnings("NullAway.Init") // JMH opens it
public class NeighborBenchmark extends QuestionBenchmark {
  private static final int GROUP = 64;
  private static final int HUBS = 5;
  private static final TraversalOptions CALLERS = TraversalOptions.incoming().kinds(EdgeKind.CALLS);

  private final List<NodeSet> groups = new ArrayList<>();
  private final List<int[]> groupNodes = new ArrayList<>();
  private int[] callees;

  @Override
  void draw() {
    for (int first = 0; first + GROUP <= functions.length; first += GROUP) {
      groups.add(NodeSet.of(Arrays.copyOfRange(functions, first, first + GROUP)));
      groupNodes.add(groups.get(groups.size() - 1).toArray());
    }
    callees = new int[functions.length];
    for (int i = 0; i < functions.length; i++) {
      int place = i;
      callees[i] = functions[i];
      queries.callees(
          functions[i],
          QueryLimits.none(),
          callee -> {
            callees[place] = callee;
            return true;
          });
    }
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
    return entries.add(twin.neighbors(Keys.edges(Keys.REVERSE, function(), calls)));
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
    return entries.add(twin.neighbors(Keys.edges(Keys.FORWARD, function(), calls)));
  }

  /** Whether one function calls another. */
  @Benchmark
  public long hasEdgeKeygraph() {
    int place = next(functions.length);
    return snapshot.hasEdge(functions[place], EdgeKind.CALLS, callees[place]) ? 1 : 0;
  }

  /** The same by hand. */
  @Benchmark
  public long hasEdgeTwin() {
    int place = next(functions.length);
    return twin.has(Keys.edge(Keys.FORWARD, functions[place], calls, callees[place])) ? 1 : 0;
  }

  /** How many edges of all kinds a function has. */
  @Benchmark
  public long degreesKeygraph(Entries entries) {
    DegreeProfile degrees = queries.degrees(function(), QueryLimits.none());
    return entries.add(degrees.inDegree() + degrees.outDegree());
  }

  /** The same by hand. */
  @Benchmark
  public long degreesTwin(Entries entries) {
    int node = function();
    return entries.add(
        twin.neighbors(Keys.id(Keys.REVERSE, node)) + twin.neighbors(Keys.id(Keys.FORWARD, node)));
  }

  /** Which of some functions are called most. */
  @Benchmark
  public long hubsKeygraph(Entries entries) {
    DegreeStatistics statistics =
        queries.degreeStatistics(groups.get(next(groups.size())), HUBS, CALLERS);
    long edges = entries.add(statistics.report().edgesVisited());
    return 31 * edges + statistics.hubs().get(0).degree();
  }

  /** The same by hand. */
  @Benchmark
  public long hubsTwin(Entries entries) {
    long most = twin.greatestDegree(groupNodes.get(next(groups.size())), Keys.REVERSE, calls);
    return 31 * entries.add(twin.found()) + most;
  }
}
