package dev.keygraph.compare.run;

import dev.keygraph.compare.report.Finding;

/** Is told how far a comparison is, on the thread that runs it. */
public interface ComparisonListener {
  /**
   * Called now and then.
   *
   * @param task what is being done
   * @param done how much of it is done
   * @param total how much there is, or -1 where that is not known
   */
  void progress(String task, long done, long total);

  /** Called for each finding, when it is met. */
  void found(Finding finding);
}
