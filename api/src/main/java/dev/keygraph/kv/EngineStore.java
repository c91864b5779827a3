package dev.keygraph.kv;

/**
 * One opened engine directory, as an engine implements it.
 *
 * <p>The guard ({@link KvStore}) promises:
 *
 * <ul>
 *   <li>Opening and closing, {@link #begin()} and everything on transactions, {@link #flush()},
 *       compaction and bulk loads run one after the other, on one thread of its own, the writer
 *       thread, which no interrupt of a caller reaches. A transaction may run on another thread
 *       where {@link #needsWriterThread()} allows it: as a whole, and with happens-before between
 *       it and what was before. {@link #snapshot()}, {@link #statistics()} and backups may come
 *       from any thread, also during a commit.
 *   <li>One snapshot (with its cursors) is used by one thread at a time, with happens-before
 *       between them. Snapshots and cursors are closed before their parents, each once; nothing is
 *       called after {@link #close()}.
 *   <li>Keys and values have an acceptable size. Bounds and targets of seeks are not longer than
 *       the longest key; only a lower bound may be empty; the lower bound is below the upper one.
 *   <li>A cursor is asked to move on, or for its views, only at an entry; one of a transaction,
 *       after a mutation, only to close.
 *   <li>A scan of a transaction whose visitor wrote is ended by that same visit, and begun anew.
 * </ul>
 *
 * <p>What only some engines can do is a capability interface: {@link Backup}, {@link Compaction},
 * {@link BulkLoad}. Declare it in {@link KvTraits} too; the conformance kit checks that both agree.
 * {@link Check} and {@link Salvage} are none that users could tell, and are not declared.
 */
public interface EngineStore extends AutoCloseable {

  /**
   * Opens a snapshot of the last commit. Its views need no protection against use after the visitor
   * returned beyond what {@link KvView} says; its reads must not react to interrupts.
   */
  KvSnapshot snapshot();

  /** Begins the write transaction. */
  EngineTransaction begin();

  /**
   * Returns whether write transactions must run on the writer thread. If not, each may run on any
   * platform thread, from {@link #begin()} to its closing, also on one that is interrupted
   * meanwhile: no interrupt may change what it does, nor close what it uses. That a library binds
   * each transaction to its thread is no reason to need the writer thread, since one transaction
   * has one thread.
   */
  default boolean needsWriterThread() {
    return true;
  }

  /** Makes every commit so far durable, on every {@link Durability} level. */
  void flush();

  /** Returns figures about this store; never slow (no scans). */
  KvStatistics statistics();

  /** Flushes, and frees everything; the directory may be opened again at once. */
  @Override
  void close();

  /** An engine that can copy itself while readers and the writer go on. */
  interface Backup {
    /**
     * Copies one committed state into {@code directory}, which exists and is empty, so that the
     * engine can open it as it is. May run on any thread, beside readers and the writer.
     */
    void backup(java.nio.file.Path directory);
  }

  /** An engine that can give space back to the file system in place. */
  interface Compaction {
    /** Rewrites what is worth it. Runs on the writer thread, beside readers. */
    void compact();
  }

  /** An engine whose library trusts what it reads, so that damage could end the process. */
  interface Check {
    /**
     * Looks at every page that the last commit can reach, without that library. May run on any
     * thread, beside readers and the writer. Reads all of the files.
     *
     * @throws KvCorruptedException if reading them is not safe; the message names the place
     */
    void check();
  }

  /** An engine that can read its files without its library, and in spite of damage. */
  interface Salvage {
    /**
     * Opens a snapshot of the last commit, or of one before where the last one cannot be found, for
     * whoever wants what is left. Damage is passed over: a scan visits every entry that can be
     * read, and a read that what is lost could belong to fails after that, with a {@link
     * KvCorruptedException}. Changes nothing. May run on any thread, beside readers and the writer.
     * Reads all of the files first.
     *
     * @param damages is told what is wrong, before this returns
     * @throws KvCorruptedException if nothing can be read
     */
    KvSnapshot salvage(DamageSink damages);
  }

  /** An engine that loads sorted entries into an empty store faster than by transactions. */
  interface BulkLoad {
    /** Begins a load into this store, which is empty. Runs on the writer thread. */
    BulkLoader bulkLoader();
  }

  /** A sorted load in progress; used on one thread. */
  interface BulkLoader extends AutoCloseable {
    /**
     * Appends an entry; the arrays may be reused after the call.
     *
     * @param key holds the key, which is greater than all before it
     * @param keyOffset where the key begins
     * @param keyLength the key's length
     * @param value holds the value
     * @param valueOffset where the value begins
     * @param valueLength the value's length
     */
    void put(
        byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength);

    /** Makes the loaded entries visible; {@link EngineStore#flush()} makes them durable. */
    void finish();

    /** Frees everything; without {@link #finish()}, the store is left empty or unusable. */
    @Override
    void close();
  }
}
