package dev.keygraph.compare.question;

import java.util.Locale;

/** How the subjects of questions are picked. */
public enum Sample {
  /** Each with the same chance. */
  UNIFORM,
  /**
   * By the number of edges that the question begins with: what is used much is asked about much.
   */
  DEGREE;

  /** Returns the name in figures. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
