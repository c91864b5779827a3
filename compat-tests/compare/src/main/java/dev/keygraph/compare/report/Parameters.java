package dev.keygraph.compare.report;

/** The names of the parameters of figures. */
public final class Parameters {
  /** The list of questions, such as {@code callers} or {@code mix}. */
  public static final String QUESTION = "question";

  /** How the questions were picked: {@code uniform} or {@code degree}. */
  public static final String SAMPLE = "sample";

  /** Which percentile of a distribution: {@code 50}, {@code 99.9}. */
  public static final String PERCENTILE = "percentile";

  private Parameters() {}
}
