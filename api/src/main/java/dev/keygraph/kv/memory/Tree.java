package dev.keygraph.kv.memory;

/**
 * One version of the content.
 *
 * @param root the root; an empty leaf in an empty tree
 * @param entries the number of entries below it
 */
record Tree(Node root, long entries) {
  static final Leaf EMPTY_LEAF = new Leaf(null);
  static final Tree EMPTY = new Tree(EMPTY_LEAF, 0);
}
