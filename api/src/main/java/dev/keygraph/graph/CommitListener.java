package dev.keygraph.graph;

/** Is told of the commits of a graph. */
@FunctionalInterface
public interface CommitListener {

  /**
   * A commit is visible. Called before those who made it go on, one commit after the other, so that
   * it must be quick; it must not write to the graph. What it throws is logged.
   */
  void committed(CommitReport report);
}
