/** Keeps a graph in MapDB. */
@NullMarked
package dev.keygraph.engine.mapdb;

import org.jspecify.annotations.NullMarked;
