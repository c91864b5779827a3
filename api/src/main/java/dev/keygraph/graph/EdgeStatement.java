package dev.keygraph.graph;

/**
 * What one unit says of an edge.
 *
 * @param unitPath the unit
 * @param attributes the edge's attributes there
 */
public record EdgeStatement(String unitPath, Attributes attributes) {}
