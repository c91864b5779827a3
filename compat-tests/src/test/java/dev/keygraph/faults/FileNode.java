package dev.keygraph.faults;

import java.util.ArrayList;
import java.util.List;

/** A file: what it holds now, what was synced, and the changes in between. */
final class FileNode extends Node {
  static final int TYPE = 0100000;

  private final Content current;
  private final Content durable;
  private final List<FileChange> unsynced = new ArrayList<>();
  private boolean resized;

  FileNode(long id, Content synced) {
    super(id, TYPE | 0644);
    this.current = synced;
    this.durable = synced.copy();
  }

  @Override
  long size() {
    return current.size();
  }

  /** Returns what processes see. */
  Content current() {
    return current;
  }

  /** Returns what the last sync saw. */
  Content durable() {
    return durable;
  }

  List<FileChange> unsynced() {
    return unsynced;
  }

  /** Returns whether the size has changed since the last sync. */
  boolean isResized() {
    return resized;
  }

  void change(FileChange change) {
    long before = current.size();
    change.applyTo(current);
    resized |= current.size() != before;
    unsynced.add(change);
    if (change.synced()) {
      change.applyTo(durable);
    }
    touch();
  }

  void sync() {
    unsynced.forEach(change -> change.applyTo(durable));
    forgetChanges();
  }

  /** As after a sync that failed: the system takes the pages for clean, and writes them no more. */
  void forgetChanges() {
    unsynced.clear();
    resized = false;
  }
}
