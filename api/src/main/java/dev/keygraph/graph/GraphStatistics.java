package dev.keygraph.graph;

import dev.keygraph.kv.KvStatistics;
import java.util.Optional;

/**
 * Figures about a graph at one version.
 *
 * @param version the version
 * @param units number of units
 * @param nodes number of nodes, unresolved ones included
 * @param unresolved number of nodes that no unit defines
 * @param edges number of edges; one that several units state counts once
 * @param hotTier the in-memory tier's figures, as they are now; empty if there is none
 * @param store the engine's figures, as they are now
 */
public record GraphStatistics(
    long version,
    long units,
    long nodes,
    long unresolved,
    long edges,
    Optional<HotTierStatistics> hotTier,
    KvStatistics store) {}
