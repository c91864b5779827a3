package dev.keygraph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration that cannot be used: unknown keys, wrong types, impossible values. The message
 * has a line for each problem, which names the file and line, the key, and what would be right.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Something that is wrong with a configuration.
   *
   * @param key the path of the option, such as {@code keygraph.engine}; empty where a file cannot
   *     be read at all
   * @param where the file and line, environment variable or system property that it comes from
   * @param description what is wrong, and what would be right
   */
  public record Problem(String key, String where, String description) {
    @Override
    public String toString() {
      return where + ": " + (key.isEmpty() ? "" : key + " ") + description;
    }
  }

  ConfigurationException(List<Problem> problems, Throwable cause) {
    super(text(problems), cause);
    this.problems = List.copyOf(problems);
  }

  ConfigurationException(List<Problem> problems) {
    super(text(problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns all problems; at least one. */
  public List<Problem> problems() {
    return problems;
  }

  private static String text(List<Problem> problems) {
    return problems.stream()
        .map(Problem::toString)
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
