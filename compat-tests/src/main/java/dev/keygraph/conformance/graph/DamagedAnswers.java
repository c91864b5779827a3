package dev.keygraph.conformance.graph;

import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvStore;
import dev.keygraph.operations.GraphOperations;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.Subgraph;
import dev.keygraph.query.TraversalOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Asks a graph that may be damaged before anybody verifies it: an answer is the right one, an
 * exception that has a name, or one that a verification finds wrong. What a unit says is the right
 * one or an exception in any case.
 */
final class DamagedAnswers {
  private static final int NODES = 12;

  private DamagedAnswers() {}

  /**
   * Returns what is wrong with the answers of a graph, if anything is.
   *
   * @param store the graph's
   */
  static Optional<String> wrong(Graph graph, KvStore store, Facts facts) {
    Comparison.Differences differences;
    try (GraphSnapshot snapshot = graph.snapshot()) {
      differences =
          Comparison.ofDamaged(facts, new SnapshotAnswers(snapshot), GraphGroup.probes(facts));
      askQueries(snapshot, facts);
    } catch (KvException named) {
      return Optional.empty();
    }
    if (!differences.contents().isEmpty()) {
      return Optional.of("units say something else: " + differences.contents());
    }
    if (differences.answers().isEmpty() || isFound(store)) {
      return Optional.empty();
    }
    return Optional.of("no verification finds this: " + differences.answers());
  }

  /** Whatever the edges are, a question about many of them ends, and by name. */
  private static void askQueries(GraphSnapshot snapshot, Facts facts) {
    GraphQueries queries = GraphQueries.over(snapshot);
    QueryLimits limits = QueryLimits.none();
    List<String> symbols = facts.nodes().keySet().stream().limit(NODES).toList();
    for (String symbol : symbols) {
      List<IntConsumer> questions =
          List.of(
              node -> queries.callers(node, limits),
              node -> queries.callees(node, limits),
              node -> queries.implementations(node, limits),
              node -> queries.blastRadius(node, TraversalOptions.incoming()),
              node -> queries.reachable(NodeSet.of(node), TraversalOptions.outgoing()),
              node -> queries.trace(node, 0, TraversalOptions.outgoing()),
              node -> queries.degrees(node, limits));
      for (IntConsumer question : questions) {
        attempt(() -> question.accept(snapshot.node(symbol)));
      }
    }
    for (String path : facts.units().keySet()) {
      attempt(
          () -> {
            Subgraph subgraph = queries.unitAndNeighbors(path, EdgeKinds.all());
            queries.cycles(subgraph, limits);
            queries.components(subgraph, limits);
            queries.topologicalOrder(subgraph, limits);
          });
    }
  }

  private static void attempt(Runnable question) {
    try {
      question.run();
    } catch (KvException named) {
      // As good as an answer.
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.startsWith("no node ") && !message.startsWith("there is no unit ")) {
        throw e;
      }
    }
  }

  private static boolean isFound(KvStore store) {
    try {
      return !GraphOperations.of(store).verify().isSound();
    } catch (KvException named) {
      return true;
    }
  }
}
