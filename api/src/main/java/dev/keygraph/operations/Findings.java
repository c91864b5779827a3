package dev.keygraph.operations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts findings, and keeps the first ones of each part, to be listed. Any thread may add. */
final class Findings {
  private static final int MAX_TEXT = 500;

  private final int mostListed;
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<Finding> listed = new ArrayList<>();

  Findings(int mostListed) {
    this.mostListed = mostListed;
  }

  synchronized void add(String part, String place, String problem) {
    if (counts.merge(part, 1L, Long::sum) <= mostListed) {
      listed.add(new Finding(part, shortened(place), shortened(problem)));
    }
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }

  synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** Returns those that are listed, by part, in each in the order in which they were found. */
  synchronized List<Finding> listed() {
    List<Finding> sorted = new ArrayList<>(listed);
    sorted.sort(Comparator.comparing(Finding::part));
    return sorted;
  }
}
