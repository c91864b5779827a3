package dev.keygraph.cli;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.Settings;
import dev.keygraph.cli.demo.Demo;
import dev.keygraph.cli.demo.EngineRun;
import dev.keygraph.cli.demo.Question;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Table;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.compare.run.TemporaryDirectory;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code keygraph demo}. */
@Command(
    name = "demo",
    description = {
      "Index java.base of the running JDK, ask each kind of question, then swap the engine by one"
          + " line of configuration, through all engines on the class path, and show that every"
          + " answer is the same.",
      "Works in a temporary directory that is removed afterwards, or in a new directory that --store"
          + " names. The exit code is 1 if an answer differs."
    })
final class DemoCommand extends GraphCommand {
  @Override
  public Integer call() throws IOException {
    Path named = options().store();
    if (named != null) {
      Files.createDirectories(named);
      refuseFilled(named);
      return run(named);
    }
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try (TemporaryDirectory directory = TemporaryDirectory.create(parent, "keygraph-demo")) {
      return run(directory.path());
    }
  }

  private int run(Path directory) {
    List<Question> questions = Question.all();
    Demo demo = new Demo(directory, questions);
    List<KvEngine> engines = engines();
    List<EngineRun> runs = new ArrayList<>();
    List<String> before = List.of();
    for (KvEngine engine : engines) {
      List<String> configuration = Demo.configuration(engine);
      if (!json()) {
        printSwap(demo, before, configuration);
      }
      try (IndexProgress progress =
          new IndexProgress(
              terminal(),
              skipped ->
                  printer().message(Text.of("skipped: ", Style.YELLOW).plus(skipped.toString())))) {
        runs.add(demo.run(engine, progress));
      }
      EngineRun run = runs.get(runs.size() - 1);
      if (!json()) {
        printIndex(run);
        if (runs.size() == 1) {
          printAnswers(questions, run);
        }
      }
      before = configuration;
    }
    DemoTable table = new DemoTable(questions, runs);
    if (json()) {
      document(table::write);
    } else {
      table.print(printer());
    }
    return table.same() ? ExitCodes.OK : ExitCodes.PARTIAL;
  }

  /** The default engine first, or the one that was asked for. */
  private List<KvEngine> engines() {
    String chosen = options().engine();
    String first =
        chosen != null
            ? chosen
            : Settings.load(ConfigFactory.empty(), ConfigFactory.empty())
                .config()
                .getString("keygraph.engine");
    List<KvEngine> engines = new ArrayList<>(KvEngines.available());
    engines.sort(
        Comparator.comparing((KvEngine engine) -> !engine.name().equals(first))
            .thenComparing(KvEngine::name));
    return engines;
  }

  private void printSwap(Demo demo, List<String> before, List<String> now) {
    Printer printer = printer();
    if (before.isEmpty()) {
      printer.line(
          Text.of("Indexing " + Demo.MODULE + " of Java ")
              .plus(Runtime.version().toString(), Style.BOLD)
              .plus(", configured by " + demo.configuration()));
    } else {
      printer.line();
    }
    before.stream()
        .filter(line -> !now.contains(line))
        .forEach(line -> printer.line(Text.of("  - " + line, Style.RED)));
    now.stream()
        .filter(line -> !before.contains(line))
        .forEach(line -> printer.line(Text.of("  + " + line, Style.GREEN)));
    terminal().out().flush();
  }

  private void printIndex(EngineRun run) {
    Printer printer = printer();
    printer.line(
        Text.of(Numbers.count(run.report().units(), "class file"), Style.BOLD)
            .plus(" indexed in ")
            .plus(Numbers.duration(run.report().duration()), Style.BOLD)
            .plus(" (" + run.durability() + "): ")
            .plus(Numbers.count(run.statistics().nodes(), "node") + ", ")
            .plus(Numbers.count(run.statistics().edges(), "edge") + ", ")
            .plus(Numbers.count(run.report().entries()) + " entries, ")
            .plus(Numbers.bytes(run.statistics().store().bytesOnDisk()) + " on disk"));
    terminal().out().flush();
  }

  private void printAnswers(List<Question> questions, EngineRun run) {
    Table table = new Table().right(1, 2);
    table.header("question", "results", "median");
    for (int i = 0; i < questions.size(); i++) {
      table.row(
          Text.of(questions.get(i).name()),
          Text.of(Numbers.count(run.answers().get(i).results()), Style.BOLD),
          Text.of(Numbers.duration(run.times().get(i)), Style.YELLOW));
    }
    printer().table(table);
    terminal().out().flush();
  }

  private static void refuseFilled(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      if (files.findAny().isPresent()) {
        throw new IOException(
            directory + " is not empty; the demonstration wants a directory of its own");
      }
    }
  }
}
