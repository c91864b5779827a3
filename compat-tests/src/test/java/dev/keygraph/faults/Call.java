package dev.keygraph.faults;

/** What a file system is asked for that can fail. */
public enum Call {
  /** A write to a file. */
  WRITE,
  /** A sync of a file or a directory. */
  SYNC,
  /** A read of a file, where the system has not cached it. */
  READ,
  /** A look for a file or a directory that is there, or into a directory; the same goes for it. */
  LOOK,
  /** The creation of a file or a directory, a new size of a file, a link, or a new name. */
  CHANGE,
  /** The removal of a file or a directory. */
  REMOVAL
}
