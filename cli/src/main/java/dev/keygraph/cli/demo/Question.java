package dev.keygraph.cli.demo;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.graph.NodeVisitor;
import dev.keygraph.query.Cycle;
import dev.keygraph.query.DegreeStatistics;
import dev.keygraph.query.GraphPath;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.Subgraph;
import dev.keygraph.query.TraversalOptions;
import java.util.List;

/**
 * A question of the demonstration.
 *
 * @param name what it asks
 * @param asking asks it
 */
public record Question(String name, Asking asking) {
  private static final String RESIZE = "java/util/HashMap#resize()[Ljava/util/HashMap$Node;";
  private static final String PUT =
      "java/util/HashMap#put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";
  private static final String RUN_WORKER =
      "java/util/concurrent/ThreadPoolExecutor"
          + "#runWorker(Ljava/util/concurrent/ThreadPoolExecutor$Worker;)V";
  private static final EdgeKind[] DEPENDS = {
    EdgeKind.CALLS, EdgeKind.ACCESSES, EdgeKind.USES, EdgeKind.EXTENDS, EdgeKind.IMPLEMENTS
  };

  /** Takes the results of a question, one by one. */
  public interface Results {
    /** Called for each node among the results. */
    void node(int node);

    /** Called for what else a result says. */
    void part(Object value);
  }

  /** Asks a question. */
  @FunctionalInterface
  public interface Asking {
    /** Asks, and hands the results on. */
    void ask(GraphQueries queries, Results results);
  }

  /** Returns one of each kind. They are about {@code java.base}, whatever its version. */
  public static List<Question> all() {
    return List.of(
        new Question(
            "exact symbol: HashMap#put", (queries, results) -> results.node(node(queries, PUT))),
        new Question(
            "named put", (queries, results) -> queries.snapshot().nodesNamed("put", each(results))),
        new Question(
            "camel case: HMPut",
            (queries, results) ->
                queries.snapshot().nodesMatchingCamelCase("HMPut", each(results))),
        new Question(
            "prefix java/util/concurrent/locks/",
            (queries, results) ->
                queries.snapshot().nodesWithPrefix("java/util/concurrent/locks/", each(results))),
        new Question(
            "callers of HashMap#put",
            (queries, results) ->
                queries.callers(node(queries, PUT), QueryLimits.none(), each(results))),
        new Question(
            "callees of ThreadPoolExecutor#runWorker",
            (queries, results) ->
                queries.callees(node(queries, RUN_WORKER), QueryLimits.none(), each(results))),
        new Question(
            "who implements Collection",
            (queries, results) ->
                queries.implementations(
                    node(queries, "java/util/Collection"), QueryLimits.none(), each(results))),
        new Question(
            "who overrides List#add",
            (queries, results) ->
                queries.implementations(
                    node(queries, "java/util/List#add(Ljava/lang/Object;)Z"),
                    QueryLimits.none(),
                    each(results))),
        new Question("blast radius of HashMap#resize, depth 5", Question::blastRadius),
        new Question("trace ThreadPoolExecutor#runWorker to String#length", Question::trace),
        new Question("cycles of calls in java.util", Question::cycles),
        new Question("hubs of java.lang", Question::hubs));
  }

  /** Asks, and does nothing with the results. */
  void ask(GraphQueries queries) {
    asking.ask(queries, Nothing.INSTANCE);
  }

  /** Asks, and writes the answer down. */
  Answer answer(GraphQueries queries) {
    GraphSnapshot snapshot = queries.snapshot();
    Answer.Builder answer = new Answer.Builder(snapshot);
    // A visitor may not ask the object that calls it, but may read the snapshot.
    asking.ask(
        queries,
        new Results() {
          @Override
          public void node(int node) {
            if (node == GraphSnapshot.NO_NODE) {
              answer.part("absent");
            } else {
              answer.result(node);
            }
          }

          @Override
          public void part(Object value) {
            answer.part(value.toString());
          }
        });
    return answer.build();
  }

  private static void blastRadius(GraphQueries queries, Results results) {
    queries.blastRadius(
        node(queries, RESIZE),
        TraversalOptions.incoming().kinds(DEPENDS).maxDepth(5),
        (node, depth, parent, kind) -> {
          results.node(node);
          results.part(depth);
          results.part(kind);
          return true;
        });
  }

  private static void trace(GraphQueries queries, Results results) {
    int from = node(queries, RUN_WORKER);
    int to = node(queries, "java/lang/String#length()I");
    if (from == GraphSnapshot.NO_NODE || to == GraphSnapshot.NO_NODE) {
      return;
    }
    TraversalOptions calls = TraversalOptions.outgoing().kinds(EdgeKind.CALLS);
    queries.trace(from, to, calls).path().ifPresent(path -> walk(path, results));
  }

  private static void cycles(GraphQueries queries, Results results) {
    Subgraph subgraph = new Subgraph(inPackage(queries, "java/util"), EdgeKinds.of(EdgeKind.CALLS));
    for (Cycle cycle : queries.cycles(subgraph, QueryLimits.none()).cycles()) {
      walk(cycle.walk(), results);
      results.part(cycle.component().size());
    }
  }

  private static void hubs(GraphQueries queries, Results results) {
    DegreeStatistics statistics =
        queries.degreeStatistics(
            inPackage(queries, "java/lang"),
            10,
            TraversalOptions.outgoing().direction(Direction.INCOMING));
    for (DegreeStatistics.Hub hub : statistics.hubs()) {
      results.node(hub.node());
      results.part(hub.degree());
    }
  }

  private static void walk(GraphPath path, Results results) {
    for (int i = 0; i <= path.length(); i++) {
      results.node(path.node(i));
    }
  }

  private static NodeSet inPackage(GraphQueries queries, String packageName) {
    NodeSet.Builder nodes = NodeSet.builder();
    queries.snapshot().nodesInPackage(packageName, nodes);
    return nodes.build();
  }

  private static int node(GraphQueries queries, String symbol) {
    return queries.snapshot().node(symbol);
  }

  private static NodeVisitor each(Results results) {
    return node -> {
      results.node(node);
      return true;
    };
  }

  /** Takes results and forgets them. */
  private enum Nothing implements Results {
    INSTANCE;

    @Override
    public void node(int node) {
      // The time of a question is that of finding its results.
    }

    @Override
    public void part(Object value) {
      // As above.
    }
  }
}
