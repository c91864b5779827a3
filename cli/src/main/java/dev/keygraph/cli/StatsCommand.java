package dev.keygraph.cli;

import dev.keygraph.cli.symbol.TimeLimit;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Table;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.GraphStatistics;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.query.DegreeStatistics;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.NodePattern;
import dev.keygraph.query.QueryReport;
import dev.keygraph.query.TraversalOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keygraph stats}. */
@Command(
    name = "stats",
    description = "Show how large the graph is, and what the engine says of itself.")
final class StatsCommand extends GraphCommand {
  private static final int HUBS = 10;

  @Option(
      names = "--detail",
      description =
          "Also count nodes by kind, and find those with the most edges to them: reads the"
              + " whole graph.")
  private boolean detail;

  @Mixin private TimeoutOption timeout;

  @Override
  public Integer call() {
    try (Graph graph = openExisting();
        GraphSnapshot snapshot = graph.snapshot()) {
      GraphStatistics statistics = snapshot.statistics();
      Map<String, Long> kinds = new TreeMap<>();
      List<DegreeStatistics.Hub> hubs = new ArrayList<>();
      if (detail) {
        GraphQueries queries = GraphQueries.over(snapshot);
        countKinds(snapshot, queries, kinds);
        hubs.addAll(hubs(queries));
      }
      if (json()) {
        write(graph, snapshot, statistics, kinds, hubs);
      } else {
        print(graph, snapshot, statistics, kinds, hubs);
      }
      return timeout.limit().isOver() ? ExitCodes.PARTIAL : ExitCodes.OK;
    }
  }

  private List<DegreeStatistics.Hub> hubs(GraphQueries queries) {
    TimeLimit time = timeout.limit();
    NodeSet all = time.noted(queries.nodes(NodePattern.all(), time.limits())).nodes();
    DegreeStatistics degrees =
        queries.degreeStatistics(all, HUBS, TraversalOptions.incoming().limits(time.limits()));
    time.note(degrees.report());
    return degrees.hubs();
  }

  private void countKinds(GraphSnapshot snapshot, GraphQueries queries, Map<String, Long> kinds) {
    TimeLimit time = timeout.limit();
    List<NodeKind> all = new ArrayList<>(snapshot.nodeKinds());
    if (!all.contains(NodeKind.UNRESOLVED)) {
      all.add(NodeKind.UNRESOLVED);
    }
    for (NodeKind kind : all) {
      if (time.isOver()) {
        return;
      }
      QueryReport counted = queries.nodes(NodePattern.ofKind(kind), time.limits(), node -> true);
      time.note(counted);
      if (!time.isOver() || counted.results() > 0) {
        kinds.put(kind.name(), counted.results());
      }
    }
  }

  private void print(
      Graph graph,
      GraphSnapshot snapshot,
      GraphStatistics statistics,
      Map<String, Long> kinds,
      List<DegreeStatistics.Hub> hubs) {
    Printer printer = printer();
    Table table = new Table().right(1);
    table.row(Text.of("engine"), Text.of(graph.engineName(), Style.BOLD));
    row(table, "version", statistics.version());
    row(table, "units", statistics.units());
    row(table, "nodes", statistics.nodes());
    row(table, "unresolved", statistics.unresolved());
    row(table, "edges", statistics.edges());
    if (statistics.store().entries() >= 0) {
      row(table, "entries", statistics.store().entries());
    }
    table.row(
        Text.of("on disk"), Text.of(Numbers.bytes(statistics.store().bytesOnDisk()), Style.BOLD));
    statistics.store().details().forEach((name, value) -> row(table, name, value));
    printer.table(table);
    if (!kinds.isEmpty()) {
      printer.line(Text.of("nodes by kind", Style.DIM));
      Table counts = new Table().right(1);
      kinds.forEach((kind, count) -> row(counts, kind.toLowerCase(Locale.ROOT), count));
      printer.table(counts);
    }
    if (!hubs.isEmpty()) {
      printer.line(Text.of("most edges to them", Style.DIM));
      NodeText text = new NodeText(snapshot);
      Table most = new Table().right(0);
      for (DegreeStatistics.Hub hub : hubs) {
        most.row(
            Text.of(Numbers.count(hub.degree()), Style.YELLOW),
            text.kind(hub.node()),
            text.name(hub.node()));
      }
      printer.table(most);
    }
    timeout.print(printer);
  }

  private static void row(Table table, String name, long count) {
    table.row(Text.of(name), Text.of(Numbers.count(count), Style.BOLD));
  }

  private void write(
      Graph graph,
      GraphSnapshot snapshot,
      GraphStatistics statistics,
      Map<String, Long> kinds,
      List<DegreeStatistics.Hub> hubs) {
    NodeText text = new NodeText(snapshot);
    document(
        json -> {
          json.field("engine", graph.engineName())
              .field("version", statistics.version())
              .field("units", statistics.units())
              .field("nodes", statistics.nodes())
              .field("unresolved", statistics.unresolved())
              .field("edges", statistics.edges())
              .field("bytesOnDisk", statistics.store().bytesOnDisk());
          if (statistics.store().entries() >= 0) {
            json.field("entries", statistics.store().entries());
          }
          json.object(
              "details",
              details -> {
                for (Map.Entry<String, Long> each : statistics.store().details().entrySet()) {
                  details.field(each.getKey(), each.getValue());
                }
              });
          if (detail) {
            json.object(
                "nodesByKind",
                counts -> {
                  for (Map.Entry<String, Long> kind : kinds.entrySet()) {
                    counts.field(kind.getKey(), kind.getValue());
                  }
                });
            json.array(
                "hubs",
                hubs,
                (each, hub) -> {
                  text.write(each, hub.node());
                  each.field("incoming", hub.degree());
                });
            json.field("complete", !timeout.limit().isOver());
            timeout.write(json);
          }
        });
  }
}
