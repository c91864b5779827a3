package dev.keygraph.query;

import java.util.Optional;

/**
 * A shortest path between two nodes.
 *
 * @param path the path, or empty if there is none within the depth and the limits
 * @param report what it cost; if it is complete and there is no path, then none exists within the
 *     depth
 */
public record Trace(Optional<GraphPath> path, QueryReport report) {}
