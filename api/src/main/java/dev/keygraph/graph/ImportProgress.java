package dev.keygraph.graph;

/** Is told how far an import is. */
@FunctionalInterface
public interface ImportProgress {
  /** Ignores everything. */
  ImportProgress SILENT = (phase, done, total) -> {};

  /** What an import is doing. */
  enum Phase {
    /** Reading units; {@code done} counts units, {@code total} is unknown. */
    UNITS,
    /** Sorting the entries. */
    SORT,
    /** Loading entries into the engine. */
    LOAD,
    /** Reading back what was loaded, and comparing it. */
    VERIFY
  }

  /**
   * Called now and then, and at the end of each phase.
   *
   * @param phase what is going on
   * @param done how much of it is done
   * @param total how much there is, or -1 where that is not known yet
   */
  void update(Phase phase, long done, long total);
}
