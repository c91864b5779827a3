package dev.keygraph.compare.worker;

/**
 * What is measured again at each size, beside the load: the questions, and the saves at the safest
 * level of durability.
 */
final class GrowthPhase implements Phase {
  @Override
  public void run(WorkerTask task, Parent parent) throws Exception {
    new QuestionPhase().run(task, parent);
    new SavePhase().run(task.on(task.durability()), parent);
  }
}
