package dev.keygraph.graph;

import java.time.Duration;

/**
 * What an import did.
 *
 * @param version the graph's version afterwards
 * @param units units that were read
 * @param entries keys that were written; -1 where the graph was not empty before
 * @param duration how long it took, the reading of the units included
 */
public record ImportReport(long version, long units, long entries, Duration duration) {}
