package dev.keygraph.hot;

/**
 * Neighbouring pages that are to be read.
 *
 * @param family what they are about
 * @param firstPage the first one
 * @param endPage the one behind the last; above {@code firstPage}
 * @param heat the {@link PageHeat} that they begin with
 */
public record PageRun(PageFamily family, int firstPage, int endPage, int heat) {
  /** As many pages as are read at once: few enough that a snapshot is not held for long. */
  public static final int MAX_PAGES = 64;
}
