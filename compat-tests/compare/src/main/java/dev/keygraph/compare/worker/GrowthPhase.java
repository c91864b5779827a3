package dev.keygraph.compare.worker;

import java.util.List;

/** What is measured again at each size: the load, the questions, the saves. */
final class GrowthPhase implements Phase {
  @Override
  public void run(WorkerTask task, Parent parent) throws Exception {
    for (Phase phase : List.of(new LoadPhase(), new QuestionPhase(), new SavePhase())) {
      phase.run(task, parent);
    }
  }
}
