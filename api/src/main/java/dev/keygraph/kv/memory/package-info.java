/**
 * The engine that keeps everything on the heap and nothing anywhere else: a persistent B+ tree.
 *
 * <p>A committed tree never changes, so that a snapshot is its root. A transaction copies each node
 * that it changes once, marks the copy as its own, and changes it in place from then on (path
 * copying with transient ownership, as in Clojure's vectors). Nodes have no links to their
 * siblings: those would have to be copied with them.
 */
@NullMarked
package dev.keygraph.kv.memory;

import org.jspecify.annotations.NullMarked;
