package dev.keygraph.graph;

/**
 * What one unit says of a symbol that it defines.
 *
 * @param unitPath the unit
 * @param kind the node's kind there
 * @param attributes the node's attributes there
 */
public record Definition(String unitPath, NodeKind kind, Attributes attributes) {}
