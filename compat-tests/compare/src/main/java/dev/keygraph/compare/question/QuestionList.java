package dev.keygraph.compare.question;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions that are measured together, in random order: any prefix is a sample of the whole.
 *
 * @param name the label of their kind, or {@link #MIX}
 * @param sample how they were picked
 * @param goalMicros what the 99th percentile should not exceed, or {@code null}
 * @param questions the questions
 */
public record QuestionList(
    String name, Sample sample, @Nullable Double goalMicros, List<Question> questions) {
  /** The name of the list that has all kinds, by the shares of their groups. */
  public static final String MIX = "mix";

  /** Copies the questions. */
  public QuestionList {
    questions = List.copyOf(questions);
  }

  /** Returns the name and the sample, unique among the lists of a comparison. */
  public String label() {
    return name + "/" + sample.label();
  }
}
