package dev.keygraph.kv;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An open store, guarded: whatever callers do, from whatever thread, is either within the rules of
 * this package or a clear exception. Open one with {@link KvStores}.
 */
public interface KvStore extends AutoCloseable {

  /** Returns the name of the engine that stores this. */
  String engineName();

  /** Returns the store's directory. */
  Path directory();

  /** Returns the level at which commits are durable. */
  Durability durability();

  /** Returns whether the store was opened read-only. */
  boolean isReadOnly();

  /** Returns what the engine can do and guarantees. */
  KvTraits traits();

  /**
   * Opens a snapshot of the last commit.
   *
   * @return a snapshot that the caller closes
   * @throws KvClosedException if the store is closed
   */
  KvSnapshot snapshot();

  /**
   * Opens a snapshot of the last commit that no {@link SnapshotOptions} concern until it is lent:
   * for keygraph's own work, and for pools.
   *
   * @return a snapshot that the caller closes
   * @throws KvClosedException if the store is closed
   */
  LendableSnapshot lendableSnapshot();

  /**
   * Runs {@code work} in a write transaction, on the store's writer thread or on the caller's,
   * waits for its end, and commits it when it returns normally. Calls from several threads run one
   * after the other. Called from within write work, it throws {@link IllegalStateException}.
   *
   * @return what the work returned, after the commit
   * @throws KvReadOnlyException if the store is read-only
   * @throws KvClosedException if the store is closed
   * @throws RuntimeException what the work threw, after rolling everything back
   */
  <T extends @org.jspecify.annotations.Nullable Object> T write(KvWork<T> work);

  /**
   * Replaces the whole content: loads it into a fresh generation beside the current one, has it
   * verified, and puts it in place at once, durably. Runs on the writer thread; other writes wait,
   * readers go on. Open snapshots keep the old generation until they close. If anything throws, the
   * current content stays, and what was built is removed. A process that dies leaves the old
   * content or the new.
   *
   * @param load appends all entries, in ascending order of keys; need not finish or close the
   *     loader
   * @param verify checks the new content before it is put in place, and throws what it finds. It
   *     runs on another thread, while this store makes the content durable, and may open snapshots
   *     for threads of its own; those end with it, and {@link KvClosedException} is what such a
   *     thread gets afterwards
   * @throws KvReadOnlyException if the store is read-only
   * @throws KvLockedException if another process reads the store
   * @throws IllegalArgumentException if keys do not ascend
   * @throws IllegalStateException from within write work
   */
  void rebuild(
      Consumer<? super EngineStore.BulkLoader> load, Consumer<Supplier<KvSnapshot>> verify);

  /**
   * Makes every commit so far durable, on every {@link Durability} level, after the writes that
   * wait.
   *
   * @throws KvClosedException if the store is closed
   * @throws IllegalStateException from within write work
   */
  void flush();

  /**
   * Looks at everything that the last commit can reach, where the engine's library would trust it
   * and damage could end the process; does nothing where the engine notices damage as it reads. To
   * be called before all of a store is read that may be damaged. Readers and the writer go on.
   *
   * @throws KvCorruptedException if reading the store is not safe; the message names the place
   * @throws KvClosedException if the store is closed
   */
  void check();

  /**
   * Opens a snapshot for whoever wants what is left of a damaged store; {@link #check} need not be
   * called before. An engine whose library trusts what it reads is read without it, as {@link
   * EngineStore.Salvage} says; another one notices damage as it reads.
   *
   * @param damages is told what is wrong, before this returns
   * @return a snapshot that the caller closes; its reads fail where what they want is lost
   * @throws KvCorruptedException if nothing can be read
   * @throws KvClosedException if the store is closed
   */
  KvSnapshot salvage(DamageSink damages);

  /** Returns figures about this store; never slow. */
  KvStatistics statistics();

  /**
   * Copies one committed state, while readers and the writer go on, to a directory that a store can
   * be opened from.
   *
   * @param target does not exist, or is an empty directory
   * @throws KvUnsupportedException if the engine cannot
   * @throws KvIoException if the target is not empty, or the file system fails; nothing is left
   *     there
   */
  void backup(Path target);

  /**
   * The same, and opens the copy before it becomes a store.
   *
   * @param verify looks at the copy's content, and throws what it finds; the snapshot ends with it
   */
  void backup(Path target, Consumer<? super KvSnapshot> verify);

  /**
   * Gives space back to the file system: in place where the engine can, else by copying all entries
   * into a fresh generation, which is read back and put in place at once. Writes wait, readers go
   * on; open snapshots keep what they need, the old generation perhaps, until they close. If it
   * throws, the content is as it was.
   *
   * @throws KvUnsupportedException if the engine keeps nothing on disk
   * @throws KvReadOnlyException if the store is read-only
   * @throws KvLockedException if another process reads the store, and the engine cannot compact in
   *     place
   */
  void compact();

  /**
   * Closes the store and all that it gave out, after calls in flight: the write that runs ends
   * first, those that wait fail with {@link KvClosedException}. Twice is harmless.
   *
   * @throws IllegalStateException from within write work or a visitor of a snapshot of this store;
   *     nothing is closed then
   */
  @Override
  void close();
}
