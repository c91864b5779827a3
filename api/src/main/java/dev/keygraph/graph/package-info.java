/** What callers use: a graph, its snapshots, its writer and the values they exchange. */
@NullMarked
package dev.keygraph.graph;

import org.jspecify.annotations.NullMarked;
