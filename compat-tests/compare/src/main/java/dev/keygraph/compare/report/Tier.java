package dev.keygraph.compare.report;

import java.util.Locale;

/** Where a contender's answers come from. */
public enum Tier {
  /** From the engine. */
  COLD,
  /** From memory, over the engine. */
  HOT;

  /** Returns the name in options: {@code cold}, {@code hot}. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
