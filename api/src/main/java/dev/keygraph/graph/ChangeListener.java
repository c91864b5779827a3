package dev.keygraph.graph;

/** Is told what commits change; see {@link Graph#addChangeListener}. */
@FunctionalInterface
public interface ChangeListener {
  /**
   * A commit is as durable as the store's level says, and every snapshot opened from now on shows
   * it. Later commits may have followed already.
   *
   * <p>Called on a thread of the graph's own, one commit at a time. May take its time, and may use
   * the graph in any way. What it throws is logged, and ends nothing.
   */
  void committed(CommittedChanges changes);
}
