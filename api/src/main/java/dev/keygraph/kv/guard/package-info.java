/**
 * The guard: what makes the rules of {@link dev.keygraph.kv} hold on every engine, whatever callers
 * do. Users meet it as {@link dev.keygraph.kv.KvStore}.
 *
 * <ul>
 *   <li>On disk: {@link dev.keygraph.kv.guard.StoreDirectory} (layout), {@link
 *       dev.keygraph.kv.guard.StoreMarker} (who wrote it), {@link dev.keygraph.kv.guard.StoreLock}
 *       (one writing process), {@link dev.keygraph.kv.guard.UnsafeMark} (not closed cleanly).
 *   <li>Copies: {@link dev.keygraph.kv.guard.StoreBackup} of an open store, {@link
 *       dev.keygraph.kv.guard.StoreRestore} of files, {@link dev.keygraph.kv.guard.StoreMigration}
 *       to another engine.
 *   <li>Lifetimes: {@link dev.keygraph.kv.guard.Generation} counts who needs an engine's store,
 *       {@link dev.keygraph.kv.guard.Ownership} gives a snapshot to one thread at a time, {@link
 *       dev.keygraph.kv.guard.SnapshotWatch} ends those that are too old or lost.
 *   <li>Writes: {@link dev.keygraph.kv.guard.StoreThread} gives them their turns, {@link
 *       dev.keygraph.kv.guard.WriteRunner} runs them, {@link
 *       dev.keygraph.kv.guard.GuardedTransaction} goes on with scans behind mutations.
 * </ul>
 *
 * Everything of an engine that may wait for a file (opening, committing, flushing, closing) runs on
 * a thread of our own, because an interrupt closes a file channel under the thread that uses it;
 * but for the transactions of engines that say that they use none.
 */
@NullMarked
package dev.keygraph.kv.guard;

import org.jspecify.annotations.NullMarked;
