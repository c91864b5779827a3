package dev.keygraph.compare.run;

import dev.keygraph.compare.worker.Message;
import dev.keygraph.compare.worker.WorkerTask;
import java.util.List;
import java.util.function.Consumer;

/** Has tasks done, each by a worker of its own. */
public interface WorkerLauncher {
  /**
   * Has a task done, and returns when the worker has ended.
   *
   * @param messages takes what the worker tells, on the calling thread, but for how it ended
   * @throws WorkerException if the worker failed, died or hung; it is gone then
   * @throws InterruptedException if the calling thread was interrupted; the worker is gone then
   */
  void run(WorkerTask task, Consumer<? super Message> messages)
      throws WorkerException, InterruptedException;

  /** Returns the flags of the workers' JVMs. */
  List<String> flags();
}
