package dev.keygraph.compare.report;

/** The names of the parameters of figures. */
public final class Parameters {
  /** The list of questions, such as {@code callers} or {@code mix}. */
  public static final String QUESTION = "question";

  /** How the questions were picked: {@code uniform} or {@code degree}. */
  public static final String SAMPLE = "sample";

  /** Which percentile of a distribution: {@code 50}, {@code 99.9}. */
  public static final String PERCENTILE = "percentile";

  /** Which part of a whole: the parts of a contender add up, and are drawn end to end. */
  public static final String PART = "part";

  /** How durable a commit is: {@code durable}, {@code relaxed}, {@code unsafe}. */
  public static final String DURABILITY = "durability";

  /** How many threads ask. */
  public static final String THREADS = "threads";

  /** How many lines of code there are: {@code 10k}, {@code 1M}. */
  public static final String LINES = "lines";

  private Parameters() {}
}
