package dev.keygraph.query;

import java.util.List;

/**
 * How edges are spread over nodes. Immutable.
 *
 * @param hubs the nodes with the most edges, most first, by id where they have as many
 * @param histogram how many nodes have how many edges, by ascending degree; degrees that no node
 *     has are absent
 * @param report what it cost, and whether all nodes were counted; its results are nodes
 */
public record DegreeStatistics(List<Hub> hubs, List<Bar> histogram, QueryReport report) {
  /** Copies the lists. */
  public DegreeStatistics {
    hubs = List.copyOf(hubs);
    histogram = List.copyOf(histogram);
  }

  /** Returns the mean degree; 0 without nodes. */
  public double mean() {
    long nodes = 0;
    double edges = 0;
    for (Bar bar : histogram) {
      nodes += bar.nodes();
      edges += (double) bar.degree() * bar.nodes();
    }
    return nodes == 0 ? 0 : edges / nodes;
  }

  /** Returns the greatest degree; 0 without nodes. */
  public int max() {
    return histogram.isEmpty() ? 0 : histogram.get(histogram.size() - 1).degree();
  }

  /**
   * Returns the smallest degree that at least {@code percent} of the nodes do not exceed; 0 without
   * nodes.
   *
   * @throws IllegalArgumentException if {@code percent} is not between 0 and 100
   */
  public int percentile(double percent) {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("percent must be between 0 and 100: " + percent);
    }
    long nodes = 0;
    for (Bar bar : histogram) {
      nodes += bar.nodes();
    }
    long rank = Math.max(1, (long) Math.ceil(percent / 100 * nodes));
    long seen = 0;
    for (Bar bar : histogram) {
      seen += bar.nodes();
      if (seen >= rank) {
        return bar.degree();
      }
    }
    return 0;
  }

  /**
   * A node and its number of edges.
   *
   * @param node the node
   * @param degree its number of edges
   */
  public record Hub(int node, int degree) {}

  /**
   * One bar of a histogram.
   *
   * @param degree a number of edges
   * @param nodes how many nodes have exactly so many
   */
  public record Bar(int degree, long nodes) {}
}
