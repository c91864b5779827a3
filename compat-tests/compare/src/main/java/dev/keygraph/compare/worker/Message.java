package dev.keygraph.compare.worker;

import dev.keygraph.compare.report.Section;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What a worker tells its parent. */
public sealed interface Message {

  /**
   * How far it is.
   *
   * @param task what it does
   * @param done how much is done
   * @param total how much there is, or -1 where that is not known
   */
  record Progress(String task, long done, long total) implements Message {}

  /**
   * A figure.
   *
   * @param section the part of the comparison
   * @param name what was measured
   * @param parameters under which circumstances
   * @param unit the unit of the value
   * @param lowerIsBetter whether less is better
   * @param value the value
   * @param goal what it should reach, or {@code null}
   */
  record Measured(
      Section section,
      String name,
      Map<String, String> parameters,
      String unit,
      boolean lowerIsBetter,
      double value,
      @Nullable Double goal)
      implements Message {}

  /**
   * How long something took, many times.
   *
   * @param section the part of the comparison
   * @param name what was measured
   * @param parameters under which circumstances
   * @param goalMicros what the 99th percentile should not exceed, or {@code null}
   * @param nanos the times, in nanoseconds
   * @param edges the edges that each answer visited, those that are known
   * @param results the results that each answer had
   */
  record Latencies(
      Section section,
      String name,
      Map<String, String> parameters,
      @Nullable Double goalMicros,
      Histogram nanos,
      Histogram edges,
      Histogram results)
      implements Message {}

  /**
   * The answers to a list of questions, as far as they were asked: one for each of its first
   * questions.
   *
   * @param list the label of the list
   * @param answers the answers, in the order of the questions
   */
  record Answers(String list, List<Answer> answers) implements Message {}

  /**
   * An answer, whole.
   *
   * @param question the question's place in its list
   * @param nodes the symbols and details of all nodes, sorted
   */
  record Explained(int question, List<String> nodes) implements Message {}

  /**
   * Something that one has to know to read the figures.
   *
   * @param section the part of the comparison
   * @param text a sentence
   */
  record Note(Section section, String text) implements Message {}

  /**
   * It failed; nothing follows.
   *
   * @param reason what happened
   */
  record Failed(String reason) implements Message {}

  /** It did its work; nothing follows. */
  record Done() implements Message {}

  /** It did its work, and goes on writing until its process is killed; nothing follows. */
  record Kill() implements Message {}
}
