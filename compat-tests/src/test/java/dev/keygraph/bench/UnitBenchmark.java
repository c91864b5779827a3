package dev.keygraph.bench;

import dev.keygraph.query.Cycles;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.Subgraph;
import dev.keygraph.query.TopologicalOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;

/** Questions about a unit, and about it and its neighbours together. */
public class UnitBenchmark extends QuestionBenchmark {
  private static final int UNITS = 1 << 8;

  private final List<String> paths = new ArrayList<>();
  private final List<byte[][]> symbols = new ArrayList<>();
  private long nodes;
  private long count;

  @Override
  void draw() {
    List<String> all = new ArrayList<>();
    snapshot.units(info -> all.add(info.path()));
    Collections.shuffle(all, new Random(1));
    for (String path : all.subList(0, Math.min(UNITS, all.size()))) {
      paths.add(path);
      symbols.add(Samples.keys(snapshot.unitContent(path).orElseThrow()));
    }
  }

  private Subgraph subgraph() {
    return queries.unitAndNeighbors(paths.get(next(paths.size())), CALLS);
  }

  /** The nodes that a unit defines. */
  @Benchmark
  public long nodesOfUnitKeygraph(Entries entries) {
    nodes = 0;
    count = 0;
    snapshot.nodesOfUnit(
        paths.get(next(paths.size())),
        node -> {
          nodes = Seen.mix(nodes, node);
          count++;
          return true;
        });
    entries.add(count);
    return nodes;
  }

  /** The same by hand, by somebody who has the file. */
  @Benchmark
  public long nodesOfUnitTwin(Entries entries) {
    byte[][] defined = symbols.get(next(symbols.size()));
    entries.add(defined.length);
    return twin.nodes(defined);
  }

  /** The strong components. */
  @Benchmark
  public long componentsKeygraph(Entries entries) {
    return entries.add(queries.components(subgraph(), QueryLimits.none()).report().edgesVisited());
  }

  /** The same by hand. */
  @Benchmark
  public long componentsTwin(Entries entries) {
    return entries.add(twin.components(symbols.get(next(symbols.size())), calls));
  }

  /** The cycles, with a way around each. */
  @Benchmark
  public long cyclesKeygraph(Entries entries) {
    Cycles cycles = queries.cycles(subgraph(), QueryLimits.none());
    entries.add(cycles.report().edgesVisited());
    return cycles.cycles().size();
  }

  /** The same by hand. */
  @Benchmark
  public long cyclesTwin(Entries entries) {
    int cycles = twin.cycles(symbols.get(next(symbols.size())), calls);
    entries.add(twin.edges());
    return cycles;
  }

  /** An order in which each edge leads forward, or what prevents it. */
  @Benchmark
  public long topologicalOrderKeygraph(Entries entries) {
    TopologicalOrder order = queries.topologicalOrder(subgraph(), QueryLimits.none());
    entries.add(order.report().edgesVisited());
    return order.nodes().length;
  }

  /** The same by hand. */
  @Benchmark
  public long topologicalOrderTwin(Entries entries) {
    int ordered = twin.topologicalOrder(symbols.get(next(symbols.size())), calls);
    entries.add(twin.edges());
    return ordered;
  }
}
