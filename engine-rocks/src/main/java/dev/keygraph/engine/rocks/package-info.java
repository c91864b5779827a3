/** Keeps a graph in RocksDB. */
@NullMarked
package dev.keygraph.engine.rocks;

import org.jspecify.annotations.NullMarked;
