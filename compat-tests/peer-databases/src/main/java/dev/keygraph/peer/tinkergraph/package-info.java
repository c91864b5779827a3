/**
 * A peer in comparisons, by the name {@code tinkergraph}: TinkerGraph, the property graph in memory
 * that Apache TinkerPop is measured by, asked through the structure API, without Gremlin's
 * traversals. Names are found by an index.
 *
 * <p>It has no transactions: a save waits until no reader is open, and readers wait for it.
 */
@NullMarked
package dev.keygraph.peer.tinkergraph;

import org.jspecify.annotations.NullMarked;
