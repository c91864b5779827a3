/**
 * What users call: a {@link dev.keygraph.graph.Graph}, its {@linkplain
 * dev.keygraph.graph.GraphSnapshot snapshots} and its {@linkplain dev.keygraph.graph.GraphWriter
 * writer}, and the values that they exchange.
 *
 * <p>A graph is the set of its units: {@link dev.keygraph.graph.UnitContent} says what one source
 * file defines and which edges start in it, and the graph is what all units say together. Nodes are
 * known by their <em>symbol</em>, any text that an indexer chose; within one store they also have
 * an {@code int} id, which queries use and which must never be kept outside of that store.
 *
 * <p>Everything here throws the {@link dev.keygraph.kv.KvException}s of the storage layer: a closed
 * graph, a full disk, a damaged file. Texts (symbols, paths, names, attributes) may hold any
 * characters; they are compared and ordered by Unicode code points. A text longer than its limit
 * ({@link dev.keygraph.graph.GraphLimits}) is an {@link IllegalArgumentException}.
 */
@NullMarked
package dev.keygraph.graph;

import org.jspecify.annotations.NullMarked;
