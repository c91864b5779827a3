package dev.keygraph.cli;

import dev.keygraph.cli.demo.Demo;
import dev.keygraph.cli.demo.EngineRun;
import dev.keygraph.cli.demo.Question;
import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Table;
import dev.keygraph.cli.terminal.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Shows all runs of a demonstration side by side. */
final class DemoTable {
  private static final int DIGEST_LETTERS = 8;

  private final List<Question> questions;
  private final List<EngineRun> runs;

  /**
   * Compares runs.
   *
   * @param runs one at least; the others are held against the first
   */
  DemoTable(List<Question> questions, List<EngineRun> runs) {
    this.questions = questions;
    this.runs = runs;
  }

  /** Returns whether every engine gave the same answer to every question. */
  boolean same() {
    return IntStream.range(0, questions.size()).allMatch(this::same);
  }

  private boolean same(int question) {
    return runs.stream().allMatch(run -> run.agrees(question, runs.get(0)));
  }

  void print(Printer printer) {
    Table table = new Table();
    table.right(IntStream.rangeClosed(1, 1 + runs.size()).toArray());
    List<String> titles = new ArrayList<>(List.of("", "results"));
    runs.forEach(run -> titles.add(run.engine()));
    titles.add("the same answer?");
    table.header(titles.toArray(String[]::new));
    summary(table, "index", run -> Numbers.duration(run.report().duration()));
    summary(table, "entries/s, parsing included", run -> Numbers.count(run.entriesPerSecond()));
    summary(table, "on disk", run -> Numbers.bytes(run.statistics().store().bytesOnDisk()));
    for (int i = 0; i < questions.size(); i++) {
      int question = i;
      List<Text> row = new ArrayList<>();
      row.add(Text.of(questions.get(i).name()));
      row.add(Text.of(Numbers.count(runs.get(0).answers().get(i).results())));
      runs.forEach(run -> row.add(Text.of(Numbers.duration(run.times().get(question)))));
      row.add(verdict(i));
      table.row(row.toArray(Text[]::new));
    }
    printer.line();
    printer.table(table);
    printer.line();
    printer.line(
        same()
            ? Text.of("All answers are the same on ", Style.GREEN)
                .plus(Numbers.count(runs.size(), "engine") + ".", Style.GREEN)
            : Text.of("Answers differ.", Style.RED));
    printer.line(
        Text.of(
            "Times are medians of up to "
                + Demo.RUNS
                + " runs after "
                + Demo.WARM_UPS
                + " to warm up, in one process, from the file cache.",
            Style.DIM));
    printer.line(
        Text.of(
            "The first engine's index also bears the start of the JVM: this is no comparison of"
                + " engines.",
            Style.DIM));
  }

  private void summary(Table table, String name, Function<EngineRun, String> value) {
    List<Text> row = new ArrayList<>(List.of(Text.of(name), Text.empty()));
    runs.forEach(run -> row.add(Text.of(value.apply(run), Style.BOLD)));
    table.row(row.toArray(Text[]::new));
  }

  private Text verdict(int question) {
    if (same(question)) {
      return Text.of("yes  ", Style.GREEN).plus(digest(runs.get(0), question), Style.DIM);
    }
    Text text = Text.of("NO  ", Style.RED);
    for (EngineRun run : runs) {
      text = text.plus(run.engine() + " " + digest(run, question) + "  ", Style.RED);
    }
    return text;
  }

  private static String digest(EngineRun run, int question) {
    return run.answers().get(question).digest().substring(0, DIGEST_LETTERS);
  }

  void write(Json json) throws IOException {
    json.array(
        "engines",
        runs,
        (each, run) ->
            each.field("engine", run.engine())
                .field("durability", run.durability())
                .field("units", run.report().units())
                .field("entries", run.report().entries())
                .field("seconds", run.report().duration().toNanos() / 1e9)
                .field("entriesPerSecond", run.entriesPerSecond())
                .field("nodes", run.statistics().nodes())
                .field("edges", run.statistics().edges())
                .field("bytesOnDisk", run.statistics().store().bytesOnDisk()));
    json.array(
        "questions",
        IntStream.range(0, questions.size()).boxed().toList(),
        (each, question) -> {
          each.field("question", questions.get(question).name())
              .field("results", runs.get(0).answers().get(question).results())
              .field("same", same(question));
          each.array(
              "answers",
              runs,
              (answer, run) ->
                  answer
                      .field("engine", run.engine())
                      .field("digest", run.answers().get(question).digest())
                      .field("medianMicros", run.times().get(question).toNanos() / 1e3));
        });
    json.field("same", same());
  }
}
