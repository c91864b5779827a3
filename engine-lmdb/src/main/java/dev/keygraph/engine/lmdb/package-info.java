/** Keeps a graph in LMDB. */
@NullMarked
package dev.keygraph.engine.lmdb;

import org.jspecify.annotations.NullMarked;
