package dev.keygraph.conformance.graph;

import dev.keygraph.graph.ChangeListener;
import dev.keygraph.graph.CommittedChanges;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.UnitChange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Graphs that tell their listeners something wrong. */
final class FlawedFeeds {
  /** The commit that something is wrong with; others follow it. */
  private static final long VERSION = 5;

  private FlawedFeeds() {}

  private static Graph telling(Graph graph, UnaryOperator<ChangeListener> flawed) {
    return FlawedStores.with(
        Graph.class,
        graph,
        "addChangeListener",
        (target, method, arguments) ->
            graph.addChangeListener(
                flawed.apply((ChangeListener) Objects.requireNonNull(arguments[0]))));
  }

  static Graph losing(Graph graph) {
    return telling(
        graph,
        listener ->
            changes -> {
              if (changes.version() != VERSION) {
                listener.committed(changes);
              }
            });
  }

  static Graph repeating(Graph graph) {
    return telling(
        graph,
        listener ->
            changes -> {
              listener.committed(changes);
              if (changes.version() == VERSION) {
                listener.committed(changes);
              }
            });
  }

  static Graph swapping(Graph graph) {
    return telling(
        graph,
        listener -> {
          Deque<CommittedChanges> held = new ArrayDeque<>();
          return changes -> {
            if (changes.version() == VERSION) {
              held.add(changes);
            } else {
              listener.committed(changes);
              if (!held.isEmpty()) {
                listener.committed(held.remove());
              }
            }
          };
        });
  }

  static Graph forgettingRemovals(Graph graph) {
    return telling(
        graph,
        listener ->
            changes ->
                listener.committed(
                    new CommittedChanges(
                        changes.versionBefore(),
                        changes.version(),
                        changes.units().stream()
                            .filter(change -> change.kind() != UnitChange.Kind.REMOVED)
                            .toList())));
  }
}
