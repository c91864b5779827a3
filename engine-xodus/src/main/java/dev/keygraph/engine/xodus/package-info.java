/** Keeps a graph in Xodus. */
@NullMarked
package dev.keygraph.engine.xodus;

import org.jspecify.annotations.NullMarked;
