package dev.keygraph.graph;

import java.time.Duration;

/**
 * What a commit cost.
 *
 * @param version the version that it made
 * @param edits how many callers' edits it holds
 * @param waited how long the one that waited longest had waited for its turn
 * @param took how long the commit took then, until it was as durable as the store promises
 */
public record CommitReport(long version, int edits, Duration waited, Duration took) {}
