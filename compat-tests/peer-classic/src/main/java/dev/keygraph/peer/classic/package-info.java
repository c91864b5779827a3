/**
 * A peer in comparisons, by the name {@code sqlite-classic}: a graph as one keeps it in a
 * relational database without further thought. It shows what an encoding of ordered keys buys over
 * the same library.
 *
 * <p>There is a table of units, one of nodes, one of the definitions of nodes and one of edges,
 * with an index for each question; the edges' two indexes hold whole edges, so that no question
 * reads the table itself. Questions of one hop are one look-up, those of several are recursive
 * queries. Cycles cannot be asked for in SQL within reason: the part of the graph is fetched by one
 * query, and searched in Java.
 *
 * <p>Saving a unit replaces its rows, in one transaction. What several units state has a row of
 * each; a node shows the kind that the unit with the smallest path states, and is there as long as
 * a row mentions it.
 *
 * <p>Texts are stored as UTF-8: a symbol with half of a surrogate pair is not kept as it is.
 */
@NullMarked
package dev.keygraph.peer.classic;

import org.jspecify.annotations.NullMarked;
