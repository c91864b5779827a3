package dev.keygraph.query;

import dev.keygraph.graph.NodeSet;

/**
 * A strongly connected component that has a cycle.
 *
 * @param component all nodes of the component: each reaches each
 * @param walk a shortest cycle through the component's smallest node, which is its first and its
 *     last node; an edge from a node to itself is the walk only of a component that has no other
 *     node
 */
public record Cycle(NodeSet component, GraphPath walk) {}
