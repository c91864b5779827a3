package dev.keygraph.faults;

/** A file or a directory. */
abstract sealed class Node permits FileNode, DirectoryNode {
  private final long id;
  private int mode;
  private int links;
  private long lookups;
  private long modified = System.currentTimeMillis();

  Node(long id, int mode) {
    this.id = id;
    this.mode = mode;
  }

  final long id() {
    return id;
  }

  /** Returns type and permissions. */
  final int mode() {
    return mode;
  }

  final void permissions(int permissions) {
    mode = (mode & ~07777) | (permissions & 07777);
  }

  final int links() {
    return links;
  }

  final void link() {
    links++;
  }

  final void unlink() {
    links--;
  }

  final void noteLookup() {
    lookups++;
  }

  /** The kernel forgets some of its look-ups; returns whether it knows the node no more. */
  final boolean forget(long count) {
    lookups -= count;
    return lookups <= 0;
  }

  final long modifiedMillis() {
    return modified;
  }

  final void touch() {
    modified = System.currentTimeMillis();
  }

  abstract long size();
}
