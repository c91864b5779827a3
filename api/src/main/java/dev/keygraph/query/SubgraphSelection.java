package dev.keygraph.query;

/**
 * A subgraph that answers a question.
 *
 * @param subgraph the nodes found, and the kinds of edges among them
 * @param report what it cost, and whether all nodes were found
 */
public record SubgraphSelection(Subgraph subgraph, QueryReport report) {}
