package dev.keygraph.conformance.graph;

import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.kv.KvException;
import dev.keygraph.operations.GraphOperations;
import java.util.Optional;

/**
 * Asks a graph that may be damaged before anybody verifies it: an answer is the right one, an
 * exception that has a name, or one that a verification finds wrong. What a unit says is the right
 * one or an exception in any case.
 */
final class DamagedAnswers {
  private DamagedAnswers() {}

  /** Returns what is wrong with the answers of a graph, if anything is. */
  static Optional<String> wrong(Graph graph, Facts facts) {
    Comparison.Differences differences;
    try (GraphSnapshot snapshot = graph.snapshot()) {
      differences =
          Comparison.ofDamaged(facts, new SnapshotAnswers(snapshot), GraphGroup.probes(facts));
    } catch (KvException named) {
      return Optional.empty();
    }
    if (!differences.contents().isEmpty()) {
      return Optional.of("units say something else: " + differences.contents());
    }
    if (differences.answers().isEmpty() || isFound(graph)) {
      return Optional.empty();
    }
    return Optional.of("no verification finds this: " + differences.answers());
  }

  private static boolean isFound(Graph graph) {
    try {
      return !GraphOperations.of(graph).verify().isSound();
    } catch (KvException named) {
      return true;
    }
  }
}
