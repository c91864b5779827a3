package dev.keygraph.query;

import java.util.List;

/**
 * Simple paths between two nodes.
 *
 * @param paths the paths, shortest first
 * @param report what it cost, and whether these are all
 */
public record Paths(List<GraphPath> paths, QueryReport report) {
  /** Copies the list. */
  public Paths {
    paths = List.copyOf(paths);
  }
}
