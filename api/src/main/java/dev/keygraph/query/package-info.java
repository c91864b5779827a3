/**
 * Questions over a snapshot: callers, implementations, blast radius, traces, cycles.
 *
 * <p>{@link dev.keygraph.query.GraphQueries} asks them, over nothing but the primitives of a {@link
 * dev.keygraph.graph.GraphSnapshot}. The frequent questions stream to a visitor, without boxing and
 * without an allocation per edge; the same questions for people return an object with paths.
 *
 * <p><b>Limits.</b> Each question takes {@link dev.keygraph.query.QueryLimits}: a number of
 * results, a number of visited edges, a time, a {@link dev.keygraph.query.CancellationToken}. A
 * question that meets one of the first three ends early, and its {@link
 * dev.keygraph.query.QueryReport} says so; a cancelled one throws {@link
 * dev.keygraph.query.QueryCancelledException}. Time and token are looked at every thousand edges,
 * and every hundred nodes or so, whether they have edges or not; what comes afterwards in memory,
 * such as the search of components, looks at them too.
 *
 * <p><b>Order.</b> Answers depend on the snapshot alone: the same question over the same snapshot
 * gives the same results in the same order, whatever the engine. Where several answers are equally
 * good, such as two shortest paths, the order in which the snapshot streams neighbours decides.
 *
 * <p><b>Complexity</b> is stated in <i>n</i>, the nodes, and <i>m</i>, the edges that a question
 * visits; the cost of a node's neighbours is the snapshot's.
 */
@NullMarked
package dev.keygraph.query;

import org.jspecify.annotations.NullMarked;
