/**
 * The engine SPI: ordered key-value stores as keygraph needs them, and what all engines share.
 *
 * <h2>Who is who</h2>
 *
 * An {@link dev.keygraph.kv.KvEngine} is a library adapter (LMDB, RocksDB, …), found by {@link
 * java.util.ServiceLoader}. It opens an {@link dev.keygraph.kv.EngineStore}, which is bare: it may
 * assume the rules below. Callers never see it; they get a {@link dev.keygraph.kv.KvStore}, the
 * guard that makes those rules hold whatever a caller does.
 *
 * <h2>Keys, values, order</h2>
 *
 * <ul>
 *   <li>A key is 1 to {@link dev.keygraph.kv.KvTraits#maxKeyBytes()} bytes, a value 0 to {@link
 *       dev.keygraph.kv.KvTraits#maxValueBytes()} bytes. An empty value is a value: present, of
 *       length 0.
 *   <li>Order is unsigned and bytewise ({@link java.util.Arrays#compareUnsigned(byte[], byte[])}):
 *       0x7F before 0x80, a key before every longer key that it begins.
 *   <li>Bounds are byte arrays: the lower one inclusive (an empty one begins at the first key), the
 *       upper one exclusive ({@code null}: no bound). A range whose lower bound is not below its
 *       upper bound is empty, not an error.
 * </ul>
 *
 * <h2>Views</h2>
 *
 * Reads hand out {@link dev.keygraph.kv.KvView}s: windows over memory that the engine reuses. A
 * view passed to a {@link dev.keygraph.kv.KvVisitor} is valid until that call of the visitor
 * returns, and, in a write transaction, ends at the visitor's own first mutation if that comes
 * earlier. Using it later yields an {@link java.lang.IndexOutOfBoundsException} or bytes of another
 * entry, never a crash of the JVM. Nested reads on the same reader from within a visitor are
 * allowed and leave the outer views intact.
 *
 * <h2>Threads</h2>
 *
 * <ul>
 *   <li>{@link dev.keygraph.kv.KvStore}: any thread, any number.
 *   <li>A snapshot and its cursors: any thread; calls on one snapshot run one at a time (the guard
 *       makes a second thread wait), so use one snapshot per thread where reads must overlap.
 *   <li>A write transaction: runs on the store's own writer thread or, where the engine allows it
 *       and nobody else writes, on the caller's; one at a time, in the order of the calls of {@link
 *       dev.keygraph.kv.KvStore#write}. It must not be used by another thread.
 *   <li>Readers never wait for the writer, nor the writer for readers.
 * </ul>
 *
 * <h2>Snapshots</h2>
 *
 * A snapshot sees exactly the commits that ended before it was opened, for as long as it is open. A
 * commit is visible to every snapshot opened after {@link dev.keygraph.kv.KvStore#write} returned,
 * and its changes appear together or not at all. {@link dev.keygraph.kv.SnapshotOptions} may end a
 * snapshot for its age, after calls in flight (a scan ends at its next entry, with that error), and
 * free one that is garbage and was not closed.
 *
 * <h2>Processes</h2>
 *
 * One process at a time has a store open for writing. Others may read it meanwhile where the engine
 * declares {@link dev.keygraph.kv.KvTraits#foreignReaders()}: what is opened read-only there obeys
 * all of the above, with the writer's commits. Where it does not, a store is open for writing or,
 * any number of times, read-only. What is refused for that is a {@link
 * dev.keygraph.kv.KvLockedException}; a store that somebody uses is never called damaged. What
 * replaces files ({@link dev.keygraph.kv.KvStore#rebuild}, a compaction by a copy, a migration, a
 * restore) is refused while another process reads them. The right to a store ends with its process,
 * however that ends.
 *
 * <h2>Closing</h2>
 *
 * Parents own their children: closing a store closes its snapshots and cursors, closing a snapshot
 * its cursors. Closing waits for calls in flight. Closing twice is harmless. Any other use after
 * closing throws {@link dev.keygraph.kv.KvClosedException}, from any thread.
 *
 * <h2>Durability</h2>
 *
 * See {@link dev.keygraph.kv.Durability}. An engine declares the levels that it keeps; opening it
 * with another one is an error.
 *
 * <h2>Interrupts</h2>
 *
 * An interrupt neither corrupts nor closes anything, nor makes a commit's outcome unknown: calls
 * that wait for their turn to write go on waiting and restore the interrupt flag before they
 * return. Write work on its caller's thread can see an interrupt that comes while it runs; it
 * changes nothing in the engine's part before and after the work.
 *
 * <h2>Errors</h2>
 *
 * All failures are subclasses of {@link dev.keygraph.kv.KvException}, named for what a caller can
 * do. Absence is never one of them. An exception from a visitor or from write work reaches the
 * caller unchanged; write work that throws is rolled back.
 *
 * <h2>Order of trust</h2>
 *
 * Priorities, in this order: nothing lost, nothing wrong, no crash, then speed. Hot paths ({@link
 * dev.keygraph.kv.KvReader#get}, {@link dev.keygraph.kv.KvReader#scan}) allocate nothing per entry.
 */
@NullMarked
package dev.keygraph.kv;

import org.jspecify.annotations.NullMarked;
