package dev.keygraph.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A tree to print. Not for several threads. */
public final class Tree {
  private final Text label;
  private final List<Tree> children = new ArrayList<>();

  /** A tree of one node. */
  public Tree(Text label) {
    this.label = label;
  }

  /** Adds a node below this one, and returns it. */
  public Tree add(Text childLabel) {
    Tree child = new Tree(childLabel);
    children.add(child);
    return child;
  }

  Text label() {
    return label;
  }

  List<Tree> children() {
    return children;
  }
}
