package dev.keygraph.graph;

/**
 * Figures about the in-memory tier of an open graph, since it was opened. Uses are counted when the
 * snapshot that they were made with closes.
 *
 * @param hits reads that found their page in memory
 * @param misses reads that did not
 * @param fills pages that were built from the engine when they were asked for
 * @param warmed pages that were built before anybody asked for them
 * @param evictions pages that had to leave for want of memory
 * @param pages pages in memory now
 * @param bytes memory that the pages and their tables take now
 */
public record HotTierStatistics(
    long hits, long misses, long fills, long warmed, long evictions, long pages, long bytes) {

  /** Returns the share of reads that found their page in memory; 0 before the first one. */
  public double hitRate() {
    long reads = hits + misses;
    return reads == 0 ? 0 : (double) hits / reads;
  }
}
