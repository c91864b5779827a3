package dev.keygraph.cli.demo;

import dev.keygraph.cli.index.IndexReport;
import dev.keygraph.graph.GraphStatistics;
import java.time.Duration;
import java.util.List;

/**
 * What the demonstration saw on one engine.
 *
 * @param engine the engine's name
 * @param durability the level of its commits, in words
 * @param report how the index was made
 * @param statistics the graph's size
 * @param answers an answer for each question
 * @param times the median time of each question
 */
public record EngineRun(
    String engine,
    String durability,
    IndexReport report,
    GraphStatistics statistics,
    List<Answer> answers,
    List<Duration> times) {

  /** Copies the lists. */
  public EngineRun {
    answers = List.copyOf(answers);
    times = List.copyOf(times);
  }

  /** Returns how many entries were loaded each second, reading and parsing included. */
  public long entriesPerSecond() {
    return (long) (report.entries() / Math.max(1e-9, report.duration().toNanos() / 1e9));
  }

  /** Returns whether a question has the same answer as in another run. */
  public boolean agrees(int question, EngineRun other) {
    return answers.get(question).equals(other.answers.get(question));
  }
}
