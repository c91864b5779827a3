package dev.keygraph.cli;

import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.cli.index.ClassFiles;
import dev.keygraph.cli.index.IndexReport;
import dev.keygraph.cli.index.Indexer;
import dev.keygraph.cli.index.Skipped;
import dev.keygraph.cli.index.UnitPaths;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphStatistics;
import dev.keygraph.graph.ImportOptions;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keygraph index}. */
@Command(
    name = "index",
    description = {
      "Index class files: directories, jars, single files, modules of the running JDK.",
      "What did not change since the last time is left alone, and what is gone from a path is"
          + " removed. What cannot be read is reported and skipped; the exit code is 1 then."
    })
final class IndexCommand extends GraphCommand {
  @Mixin private CodeOptions code;

  @Override
  public Integer call() {
    code.check();
    Settings settings = options().settings(false);
    Path base = settings.directory().toAbsolutePath().normalize().getParent();
    UnitPaths unitPaths = new UnitPaths(base == null ? settings.directory() : base);
    List<ClassFiles> sources = code.sources(unitPaths);
    try (Graph graph = KeyGraph.open(settings)) {
      IndexReport report;
      try (IndexProgress progress = new IndexProgress(terminal(), this::sayStopped)) {
        report = new Indexer(graph, ImportOptions.defaults(), progress).index(sources);
      }
      GraphStatistics statistics = graph.statistics();
      if (json()) {
        writeJson(report, statistics, graph.engineName());
      } else {
        print(report, statistics, settings.directory(), graph.engineName());
      }
      return report.skipped().isEmpty() ? ExitCodes.OK : ExitCodes.PARTIAL;
    }
  }

  private void sayStopped(Skipped skipped) {
    printer().message(Text.of("skipped: ", Style.YELLOW).plus(skipped.toString()));
  }

  private void print(IndexReport report, GraphStatistics statistics, Path store, String engine) {
    Printer printer = printer();
    printer.line(
        Text.of(Numbers.count(report.units(), "class file"), Style.BOLD)
            .plus(" (" + Numbers.bytes(report.bytes()) + ") in ")
            .plus(Numbers.duration(report.duration()), Style.BOLD)
            .plus(", " + Numbers.count(perSecond(report)) + " units/s: ")
            .plus(Numbers.count(report.added()) + " added, ")
            .plus(Numbers.count(report.changed()) + " changed, ")
            .plus(Numbers.count(report.unchanged()) + " unchanged, ")
            .plus(Numbers.count(report.removed()) + " removed")
            .plus(
                report.skipped().isEmpty()
                    ? Text.empty()
                    : Text.of(", ")
                        .plus(Numbers.count(report.skipped().size()) + " skipped", Style.YELLOW)));
    for (String jar : report.multiRelease()) {
      printer.line(
          Text.of("multi-release: ", Style.DIM)
              .plus(jar + ", as Java " + Runtime.version().feature() + " would load it"));
    }
    printer.line(
        Text.of(store.toString(), Style.BOLD)
            .plus(" (" + engine + ", version " + statistics.version() + "): ")
            .plus(Numbers.count(statistics.units(), "unit") + ", ")
            .plus(Numbers.count(statistics.nodes(), "node") + ", ")
            .plus(Numbers.count(statistics.edges(), "edge") + ", ")
            .plus(Numbers.bytes(statistics.store().bytesOnDisk()) + " on disk"));
  }

  private void writeJson(IndexReport report, GraphStatistics statistics, String engine) {
    document(
        json ->
            json.field("added", report.added())
                .field("changed", report.changed())
                .field("unchanged", report.unchanged())
                .field("removed", report.removed())
                .array(
                    "skipped",
                    report.skipped(),
                    (each, skipped) ->
                        each.field("path", skipped.path()).field("reason", skipped.reason()))
                .texts("multiRelease", report.multiRelease())
                .field("bytes", report.bytes())
                .field("seconds", report.duration().toNanos() / 1e9)
                .field("version", report.version())
                .field("engine", engine)
                .field("units", statistics.units())
                .field("nodes", statistics.nodes())
                .field("edges", statistics.edges()));
  }

  private static long perSecond(IndexReport report) {
    return (long) (report.units() / Math.max(1e-9, report.duration().toNanos() / 1e9));
  }
}
