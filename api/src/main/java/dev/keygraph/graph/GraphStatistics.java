package dev.keygraph.graph;

import dev.keygraph.kv.KvStatistics;

/**
 * Figures about a graph at one version.
 *
 * @param version the version
 * @param units number of units
 * @param nodes number of nodes, unresolved ones included
 * @param unresolved number of nodes that no unit defines
 * @param edges number of edges; one that several units state counts once
 * @param store the engine's figures, as they are now
 */
public record GraphStatistics(
    long version, long units, long nodes, long unresolved, long edges, KvStatistics store) {}
