/**
 * Keeps a graph in RocksDB: a log-structured merge tree with a write-ahead log.
 *
 * <p>Everything native is owned by one object here and closed by it, children first: nothing is
 * freed by the garbage collector, and using a child of what was closed ends the process. Each entry
 * costs as few calls into native code as there can be: a value is fetched when a visitor first
 * looks at it.
 *
 * <p>Durability: {@code durable} syncs the log at each commit, {@code relaxed} hands it to the
 * operating system at each commit, {@code unsafe} the same.
 *
 * <p>Other processes read beside the writer, each state by an opening of its own: a secondary
 * instance has no snapshots, and a read-only one shows one state for ever.
 */
@NullMarked
package dev.keygraph.engine.rocks;

import org.jspecify.annotations.NullMarked;
