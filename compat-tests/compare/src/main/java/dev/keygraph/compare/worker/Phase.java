package dev.keygraph.compare.worker;

/** A part of a comparison, as a worker does it. */
interface Phase {
  /**
   * Does it all.
   *
   * @param parent is told what is found, and now and then how far it is: a worker that is silent
   *     for long counts as hanging
   * @throws Exception of any kind: the phase failed
   */
  void run(WorkerTask task, Parent parent) throws Exception;
}
