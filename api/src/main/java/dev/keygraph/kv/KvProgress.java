package dev.keygraph.kv;

/**
 * Is told how far a long operation is. Called by one thread at a time, now and then and at the end
 * of each task. What it throws ends the operation, which leaves nothing behind, and is passed on.
 */
@FunctionalInterface
public interface KvProgress {
  /** Ignores everything. */
  KvProgress SILENT = (task, done, total, unit) -> {};

  /**
   * Takes note.
   *
   * @param task what is going on, in a word or two, such as {@code copying}
   * @param done how much of it is done
   * @param total how much there is, or -1 where that is not known
   * @param unit what is counted, such as {@code entries}
   */
  void update(String task, long done, long total, String unit);
}
