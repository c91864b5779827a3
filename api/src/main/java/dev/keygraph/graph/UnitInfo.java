package dev.keygraph.graph;

/**
 * A unit's entry in the manifest.
 *
 * @param path the unit's path
 * @param hash what the unit was made from, as its {@link UnitContent#hash()} said
 * @param nodes number of symbols that it defines
 * @param edges number of edges that it states
 * @param bytes size of its content in the store
 */
public record UnitInfo(String path, ContentHash hash, int nodes, int edges, long bytes) {}
