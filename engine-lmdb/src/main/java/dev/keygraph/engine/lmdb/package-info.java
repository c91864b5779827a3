/**
 * Keeps a graph in LMDB: a memory-mapped, copy-on-write B+ tree with one writer and any number of
 * readers that never wait.
 *
 * <p>A snapshot is a native read transaction. Views are addresses in the map, so nothing is copied
 * to read; {@link dev.keygraph.engine.lmdb.MemoryView} is the buffer type that LMDB's Java binding
 * is given, which makes the entry under a cursor a view without any further step.
 *
 * <p>Readers in other processes find a place in the table of {@code lock.mdb}, by which the writer
 * knows what they see; every so many commits it looks for those whose process is gone. A process
 * has one environment for each directory that it reads ({@link
 * dev.keygraph.engine.lmdb.ReadEnvironment}).
 *
 * <p>LMDB trusts what a page says, so that a damaged one can end the process. {@link
 * dev.keygraph.engine.lmdb.PageFile} reads the file without it: {@link
 * dev.keygraph.engine.lmdb.PageCheck} tells whether all of it is sound, and {@link
 * dev.keygraph.engine.lmdb.SalvageWalk} finds what is left where it is not.
 *
 * <p>Durability: {@code durable} is LMDB's default (data, then meta page, both synced), {@code
 * relaxed} leaves out the sync of the meta page ({@code MDB_NOMETASYNC}), {@code unsafe} leaves out
 * both ({@code MDB_NOSYNC}). A writable map ({@code MDB_WRITEMAP}) is not used: a stray write could
 * damage the file, and a full disk would kill the process.
 */
@NullMarked
package dev.keygraph.engine.lmdb;

import org.jspecify.annotations.NullMarked;
