package dev.keygraph.compare.run;

import dev.keygraph.compare.code.Census;
import dev.keygraph.compare.question.QuestionList;
import java.nio.file.Path;
import java.util.List;

/**
 * What contenders work on.
 *
 * @param label how much it is, for people: {@code 100k}; empty if it is not known
 * @param census what it has
 * @param lines its lines of code, 0 if they are not known
 * @param units the file of its units
 * @param lists the questions
 * @param questions the file of the questions
 * @param changes the file of the files that are changed
 */
record Material(
    String label,
    Census census,
    long lines,
    Path units,
    List<QuestionList> lists,
    Path questions,
    Path changes) {

  /** Returns a number of lines for people: {@code 10k}, {@code 1.2M}. */
  static String label(long lines) {
    if (lines < 1_000) {
      return Long.toString(lines);
    }
    long thousands = Math.round(lines / 1e3);
    if (thousands < 1_000) {
      return thousands + "k";
    }
    long tenths = Math.round(lines / 1e5);
    return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + "M";
  }
}
