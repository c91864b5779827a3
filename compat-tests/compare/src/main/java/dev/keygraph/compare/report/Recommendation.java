package dev.keygraph.compare.report;

import java.util.List;

/**
 * Which contender suits a use.
 *
 * @param use the use, such as {@code read-heavy}
 * @param contender the name of the contender
 * @param text the advice, a sentence or two
 * @param reasons the figures that it rests on
 */
public record Recommendation(String use, String contender, String text, List<Key> reasons) {
  /** Copies the reasons. */
  public Recommendation {
    reasons = List.copyOf(reasons);
  }
}
