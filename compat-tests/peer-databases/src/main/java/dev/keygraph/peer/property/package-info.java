/**
 * A graph of units as a property graph, which every graph database can hold. What is asked and
 * saved is written once, over the few calls of {@link dev.keygraph.peer.property.PropertyGraph}
 * that each database answers by its own fastest public means.
 *
 * <p>A symbol is a node with its kind; an edge is an edge of that type, with the unit that states
 * it, so that what several units state has parallel edges. A unit is a node with an edge to each
 * symbol that it defines, or that its edges begin in: from there, a save finds all that the unit
 * said before. A symbol shows the kind that the unit with the smallest path states, and is there as
 * long as an edge mentions it.
 *
 * <p>Questions of several hops are breadth-first searches over the database's neighbours, and
 * cycles are found by Tarjan's algorithm among the neighbours of a unit.
 */
@NullMarked
package dev.keygraph.peer.property;

import org.jspecify.annotations.NullMarked;
