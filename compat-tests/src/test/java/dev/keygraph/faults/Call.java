package dev.keygraph.faults;

/** What a file system is asked for that can fail. */
public enum Call {
  /** A write to a file. */
  WRITE,
  /** A sync of a file or a directory. */
  SYNC,
  /** A read of a file, where the system has not cached it. */
  READ,
  /** The creation of a file or a directory, a new size of a file, a link, or a new name. */
  CHANGE,
  /** The removal of a file or a directory. */
  REMOVAL
}
