package dev.keygraph.faults;

import java.util.NavigableMap;
import java.util.TreeMap;

/** A directory. */
final class DirectoryNode extends Node {
  static final int TYPE = 0040000;

  private final NavigableMap<String, Node> entries = new TreeMap<>();
  private final NavigableMap<String, Node> durable = new TreeMap<>();

  DirectoryNode(long id) {
    super(id, TYPE | 0755);
  }

  /** Returns what each name stands for now. */
  NavigableMap<String, Node> entries() {
    return entries;
  }

  /** Returns what each name stood for before the first change that may be lost. */
  NavigableMap<String, Node> durable() {
    return durable;
  }

  @Override
  long size() {
    return Content.PAGE;
  }
}
