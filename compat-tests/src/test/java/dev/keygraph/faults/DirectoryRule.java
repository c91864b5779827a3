package dev.keygraph.faults;

/** When a creation, removal or renaming survives a loss of power for sure. */
public enum DirectoryRule {
  /**
   * As ext4 and XFS have it: such changes go to one journal, in order. A sync of a file commits the
   * journal up to the last change that this file has part in: its creation, its renaming, or its
   * growth. A sync of a directory commits all of it.
   */
  JOURNAL,
  /** As POSIX has it: a sync of the directory, and nothing else, keeps what is said there. */
  STRICT
}
