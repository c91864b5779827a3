/**
 * Keeps a graph in SQLite: one table of keys without row ids, which is a B+ tree in key order, in
 * one file with a write-ahead log.
 *
 * <p>A snapshot is a read transaction, and a read transaction is a connection: the snapshots of one
 * version share a few ({@link dev.keygraph.engine.sqlite.SnapshotConnections}), so that a thousand
 * snapshots are not a thousand connections. The log can begin anew only while no connection reads
 * from it; {@link dev.keygraph.engine.sqlite.WriteAheadLog} keeps it short, and says so where a
 * snapshot that stays open does not let it.
 *
 * <p>Statements are prepared once for each connection and driven below JDBC, at the driver's {@code
 * org.sqlite.core.DB}: that calls native code once for each step, and reads a value only when
 * somebody looks at it.
 *
 * <p>Durability: {@code durable} is {@code synchronous = FULL} (the log is synced at each commit),
 * {@code relaxed} is {@code NORMAL} (it is synced before a checkpoint), {@code unsafe} is {@code
 * OFF} for commits; checkpoints sync on every level.
 *
 * <p>SQLite's locks belong to the process and end when any of its descriptors of a file is closed,
 * so that nothing here opens the files of an open store but SQLite, other than the log, which has
 * no locks: after a sync that failed it is written once more, since the next sync would not wait
 * for what the operating system counts as written. Readers in other processes share the log and its
 * index with the writer; a store that is read while another process may write is never opened as an
 * immutable one.
 */
@NullMarked
package dev.keygraph.engine.sqlite;

import org.jspecify.annotations.NullMarked;
