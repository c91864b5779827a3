package dev.keygraph.query;

import dev.keygraph.graph.NodeSet;

/**
 * Nodes that answer a question.
 *
 * @param nodes the nodes
 * @param report what it cost, and whether the set is whole
 */
public record NodeSelection(NodeSet nodes, QueryReport report) {}
