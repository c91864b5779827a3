package dev.keygraph.cli.index;

import dev.keygraph.graph.ImportProgress;

/** Is told how far an indexing run is, on the thread that runs it. */
public interface IndexListener {
  /** Called for each thing that is left out, when it is met. */
  void skipped(Skipped skipped);

  /**
   * Called for each class file that was looked at.
   *
   * @param classFiles how many there were so far
   */
  void looked(long classFiles);

  /** Called when the store is at work; see {@link ImportProgress#update}. */
  void storing(ImportProgress.Phase phase, long done, long total);
}
