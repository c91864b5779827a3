package dev.keygraph.query;

import dev.keygraph.graph.GraphSnapshot;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about the structure of subgraphs, each of which is read into memory first. Made
 * to be used again and again.
 */
final class SubgraphStructure {
  private final GraphSnapshot snapshot;
  private final Meter meter;
  private final LocalGraph graph;

  SubgraphStructure(GraphSnapshot snapshot, Meter meter) {
    this.snapshot = snapshot;
    this.meter = meter;
    this.graph = new LocalGraph(snapshot, meter);
  }

  /** Finds the strongly connected components, with the meter as it is. */
  Components components(Subgraph subgraph, long maxResults) {
    graph.read(subgraph);
    if (!meter.isRunning()) {
      return new Components(new int[0], new int[1], meter.report(0, 0));
    }
    StrongComponents components = new StrongComponents(graph, meter);
    int count = first(components.count(), maxResults);
    return new Components(
        components.nodesOfFirst(count), components.offsetsOfFirst(count), meter.report(count, 0));
  }

  /** Finds the cycles, with the meter as it is. */
  Cycles cycles(Subgraph subgraph, long maxResults) {
    graph.read(subgraph);
    List<Cycle> cycles = meter.isRunning() ? cycleSearch(subgraph).first(maxResults) : List.of();
    return new Cycles(cycles, meter.report(cycles.size(), 0));
  }

  /** Finds a topological order, or the cycle that prevents one, with the meter as it is. */
  TopologicalOrder topologicalOrder(Subgraph subgraph, long maxResults) {
    graph.read(subgraph);
    int[] order = meter.isRunning() ? TopologicalSort.order(graph, meter) : new int[0];
    if (!meter.isRunning()) {
      return noOrder(null);
    }
    if (order.length < graph.size()) {
      return noOrder(cycleSearch(subgraph).first());
    }
    int count = first(order.length, maxResults);
    int[] shown = count == order.length ? order : Arrays.copyOf(order, count);
    return new TopologicalOrder(shown, null, meter.report(count, 0));
  }

  private TopologicalOrder noOrder(@Nullable Cycle cycle) {
    return new TopologicalOrder(new int[0], cycle, meter.report(0, 0));
  }

  /** Returns how many of the results are within the limit. */
  private int first(int count, long maxResults) {
    if (count <= maxResults) {
      return count;
    }
    meter.end(Completion.RESULT_LIMIT);
    return (int) maxResults;
  }

  private CycleSearch cycleSearch(Subgraph subgraph) {
    StrongComponents components = new StrongComponents(graph, meter);
    return new CycleSearch(snapshot, meter, graph, components, subgraph);
  }
}
