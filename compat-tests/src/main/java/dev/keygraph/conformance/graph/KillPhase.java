package dev.keygraph.conformance.graph;

/** What a child of the kill loop does with one of its stores when it is killed. */
public enum KillPhase {
  /** Opens a store that the process before was killed on. */
  RECOVERY,
  /** Opens a store that was closed. */
  OPEN,
  /** Commits replacements and removals of units: called, and not acknowledged. */
  COMMIT,
  /** Imports units into an empty store of its own. */
  IMPORT,
  /** Backs the store up to a directory. */
  BACKUP,
  /** Compacts the store. */
  COMPACTION,
  /** Moves the store to the same engine under another name. */
  MIGRATION,
  /** Replaces the store's content by that of a backup of its own, made before. */
  RESTORE,
  /** None of these: between two of them. */
  BETWEEN
}
