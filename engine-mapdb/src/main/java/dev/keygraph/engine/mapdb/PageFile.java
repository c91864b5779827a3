package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap;
import org.eclipse.collections.impl.set.mutable.primitive.IntHashSet;
import org.jspecify.annotations.Nullable;

/**
 * A volume with atomic, durable commits and snapshots, for a library that has neither.
 *
 * <h2>Where the bytes are</h2>
 *
 * The {@linkplain BaseFile base file} holds the volume as of some commit. What later commits
 * changed is in the {@linkplain Journal journals}, as byte ranges, and in memory, as {@linkplain
 * PageVersion page versions}. A commit is one record appended to the active journal. It becomes
 * visible when its page versions are in the {@linkplain PageTable table} and then its version is
 * published, so a reader of an older version never sees any of it, and a reader of this one all.
 *
 * <h2>Checkpoints</h2>
 *
 * When the active journal has grown, the writer seals it and goes on in the other one. A thread
 * then writes the pages of the sealed journal to the base file, exactly as the journal's last
 * commit left them, syncs the base file, and retires the journal. Until then the journal stays, so
 * that at any moment the base file, with the live journals' ranges laid over it in order, is the
 * last commit:
 *
 * <ul>
 *   <li>Bytes in some range get the last one's value, whatever a half-done checkpoint left there.
 *   <li>Other bytes have not changed since the oldest live journal began, and a checkpoint writes
 *       back the value that they have.
 *   <li>A sealed journal is on stable storage before the first page of it is written, and so is the
 *       header of its successor before the first record there; a page never gets to the base file
 *       before the commits that made it are safe.
 * </ul>
 *
 * Opening therefore reads the journals into page versions, and is done; it may die and run again.
 *
 * <h2>Readers beside a checkpoint</h2>
 *
 * A reader takes a page from the table, or from the base file if the table has no version for it.
 * The checkpoint only overwrites pages that have a version in the table which every later reader
 * finds first. For a reader that is older than that version it puts the base file's bytes into the
 * table before it overwrites them. Such a reader may have looked at the table just before, so a
 * reader looks again after it has copied from the base file, and starts over if something is there
 * now. What it could find stays as long as it is open, so it cannot miss it. This is the
 * sequence-lock idea with the chain as the sequence.
 *
 * <p>Versions are dropped when no open snapshot needs them: see {@link PageTable#prune}.
 */
final class PageFile {
  /** How much may be in the journal and in memory before a checkpoint begins. */
  record Limits(long journalBytes, long changedBytes) {}

  private record Committed(long version, long length) {}

  /** How many times its limits a journal grows before writers wait for a running checkpoint. */
  private static final int PATIENCE = 4;

  private final Path directory;
  private final Limits limits;
  private final BaseFile base;
  private final Journals journals;
  private final PageTable table = new PageTable();
  private final SnapshotRegistry snapshots = new SnapshotRegistry(this::version);
  private final PageWriter writer;

  private volatile Committed committed;
  private IntHashSet changed = new IntHashSet();
  private @Nullable Checkpoint checkpoint;
  private volatile @Nullable Throwable broken;

  /**
   * Opens the volume in a directory, as its last commit left it.
   *
   * @throws dev.keygraph.kv.KvCorruptedException if the files do not fit together
   */
  static PageFile open(Path directory, Path basePath, boolean readOnly, Limits limits) {
    BaseFile base = null;
    Journals journals = null;
    boolean done = false;
    try {
      base = new BaseFile(basePath, readOnly);
      journals = Journals.open(directory, readOnly);
      IntObjectHashMap<byte[]> pages = Recovery.run(directory, base, journals, readOnly);
      PageFile file = new PageFile(directory, limits, base, journals, pages);
      if (!readOnly) {
        file.settle();
      }
      done = true;
      return file;
    } catch (IOException e) {
      throw Failures.io(directory, "open the store in", e);
    } finally {
      if (!done) {
        Failures.closeQuietly(base);
        Failures.closeQuietly(journals);
      }
    }
  }

  private PageFile(
      Path directory,
      Limits limits,
      BaseFile base,
      Journals journals,
      IntObjectHashMap<byte[]> recovered) {
    this.directory = directory;
    this.limits = limits;
    this.base = base;
    this.journals = journals;
    writer = new PageWriter(base, table, snapshots);
    Journal last = journals.active();
    committed = new Committed(last.lastSequence(), last.lastVolumeLength());
    publish(recovered, last.lastSequence());
  }

  /** Makes safe what was recovered, and ends the checkpoint that did not. */
  private void settle() throws IOException {
    journals.sync(committed.version());
    if (journals.hasSealed()) {
      writer.write(seal(), committed.length());
      journals.other().retire();
    }
  }

  // Reading.

  /** Opens a snapshot of the last commit, and returns its version. */
  long openSnapshot() {
    return snapshots.register();
  }

  /** Ends a snapshot of {@code version}. */
  void closeSnapshot(long version) {
    snapshots.release(version);
  }

  /** Returns the last commit's version. */
  long version() {
    return committed.version();
  }

  /** Returns the volume's length as of the last commit. */
  long length() {
    return committed.length();
  }

  /** Returns a page version that a reader at {@code version} sees, or null for the base file's. */
  @Nullable PageVersion find(int page, long version) {
    return table.find(page, version);
  }

  /** Returns the base file, which has the pages that {@link #find} does not find. */
  BaseFile base() {
    return base;
  }

  // Writing: all in the writer's turn.

  /**
   * Commits pages.
   *
   * @param pages the changed pages, whole, by number; they belong to this from now on
   * @param length the volume's length
   * @param durable whether to wait until the commit is on stable storage
   * @throws KvException if it could not be written; nothing of it is visible then, or later
   */
  void commit(IntObjectHashMap<byte[]> pages, long length, boolean durable) {
    Throwable unusable = broken;
    if (unusable != null) {
      throw new KvIoException(
          "mapdb: "
              + directory
              + " takes no more commits after a failure; close and open the store again",
          unusable);
    }
    Journal journal = journals.active();
    long sequence = committed.version() + 1;
    try {
      journal.begin();
      byte[] scratch = new byte[Pages.BYTES];
      int[] numbers = pages.keySet().toSortedArray();
      for (int page : numbers) {
        byte[] bytes = pages.get(page);
        PageDifference.write(Pages.start(page), before(page, scratch), bytes, journal);
      }
      if (journal.isEmptyRecord() && length == committed.length()) {
        return;
      }
      journal.append(sequence, journals.synced(), length, durable);
    } catch (IOException e) {
      throw Failures.io(journals.activePath(), "commit to", e);
    } catch (IllegalStateException e) {
      broken = e;
      throw new KvIoException("mapdb: " + e.getMessage() + "; close and open the store again", e);
    }
    if (durable) {
      journals.noteSynced(sequence);
    }
    boolean visible = false;
    try {
      publish(pages, sequence);
      committed = new Committed(sequence, length);
      visible = true;
    } finally {
      if (!visible) {
        broken = new IllegalStateException("a commit is in the journal, but not in memory");
      }
    }
    writer.prune(pages);
    checkpointIfDue();
  }

  private byte[] before(int page, byte[] scratch) {
    PageVersion head = table.head(page);
    if (head != null) {
      return head.bytes;
    }
    base.read(Pages.start(page), scratch, 0, Pages.BYTES);
    return scratch;
  }

  private void publish(IntObjectHashMap<byte[]> pages, long version) {
    synchronized (table) {
      pages.forEachKeyValue(
          (page, bytes) -> {
            table.setHead(page, new PageVersion(version, bytes, table.head(page)));
            changed.add(page);
          });
    }
  }

  /** Makes every commit so far durable. Any thread. */
  synchronized void flush() {
    try {
      journals.sync(committed.version());
    } catch (IOException e) {
      throw Failures.io(directory, "flush the journal in", e);
    }
  }

  // Checkpoints.

  private void checkpointIfDue() {
    long journalBytes = journals.active().length();
    long changedBytes = Pages.start(changed.size());
    if (journalBytes <= limits.journalBytes() && changedBytes <= limits.changedBytes()) {
      return;
    }
    Checkpoint running = checkpoint;
    if (running != null
        && (running.isDone()
            || journalBytes > PATIENCE * limits.journalBytes()
            || changedBytes > PATIENCE * limits.changedBytes())) {
      awaitCheckpoint();
    }
    if (checkpoint == null) {
      startCheckpoint();
    }
  }

  /** After a checkpoint that failed, its pages are due again. */
  private void awaitCheckpoint() {
    Checkpoint running = checkpoint;
    if (running != null) {
      running.join().forEach(page -> changed.add(page.page()));
      checkpoint = null;
    }
  }

  private void startCheckpoint() {
    Journal sealed;
    try {
      if (journals.hasSealed()) {
        // The last checkpoint failed: try the same again, with what changed since.
        sealed = journals.other();
        journals.sync(committed.version());
      } else {
        sealed = journals.seal(committed.version() + 1, committed.length());
      }
    } catch (IOException e) {
      // The active journal goes on growing; the next commit tries again.
      return;
    }
    List<SealedPage> pages = seal();
    try {
      checkpoint = Checkpoint.start(directory, sealed, pages, committed.length(), writer);
    } catch (OutOfMemoryError e) {
      // There can be no more threads now. The commit stands, and the next one tries again.
      pages.forEach(page -> changed.add(page.page()));
    }
  }

  /** Takes over the pages that changed since the last call. */
  private List<SealedPage> seal() {
    List<SealedPage> pages = new ArrayList<>(changed.size());
    synchronized (table) {
      for (int page : changed.toSortedArray()) {
        PageVersion head = table.head(page);
        if (head != null && !head.inBase) {
          pages.add(new SealedPage(page, head));
        }
      }
    }
    changed = new IntHashSet();
    return pages;
  }

  /** Refuses commits from now on, because another base file may have taken the place of this. */
  void stop(Throwable reason) {
    broken = reason;
  }

  /** Brings the base file up to the last commit, so that the journals are empty. Writer. */
  void checkpointAll() {
    awaitCheckpoint();
    try {
      if (journals.hasSealed()) {
        journals.sync(committed.version());
        writeChanged();
        journals.other().retire();
      }
      if (journals.active().lastSequence() >= journals.active().firstSequence()) {
        journals.sync(committed.version());
        Journal sealed = journals.seal(committed.version() + 1, committed.length());
        writeChanged();
        sealed.retire();
      }
    } catch (IOException e) {
      throw Failures.io(directory, "write the checkpoint of", e);
    }
  }

  /** Writes the pages that changed; where that fails, they are due again. */
  private void writeChanged() throws IOException {
    List<SealedPage> pages = seal();
    boolean written = false;
    try {
      writer.write(pages, committed.length());
      written = true;
    } finally {
      if (!written) {
        pages.forEach(page -> changed.add(page.page()));
      }
    }
  }

  /**
   * Begins the empty journals anew, for a base file that is at least {@code length} bytes long: one
   * that takes or took the place of another.
   */
  void restartJournals(long length) {
    try {
      journals.seal(committed.version() + 1, length).retire();
      committed = new Committed(committed.version(), length);
    } catch (IOException e) {
      throw Failures.io(directory, "restart the journal of", e);
    }
  }

  // The rest.

  /** Returns the bytes of the files. */
  long bytesOnDisk() {
    return base.length() + journalBytes();
  }

  /** Returns the bytes of the journals' files. */
  long journalBytes() {
    return journals.bytesOnDisk();
  }

  /** Returns the bytes of pages in memory that only open snapshots need; about. */
  long readerBytes() {
    return table.readerBytes();
  }

  /** Returns the number of checkpoints since opening. */
  long checkpoints() {
    return writer.written();
  }

  /** Returns the number of open snapshots' distinct versions. */
  long readerVersions() {
    return snapshots.size();
  }

  /** Closes the files as they are; open snapshots can still be read. */
  void close() {
    awaitCheckpoint();
    Failures.closeQuietly(base);
    Failures.closeQuietly(journals);
  }
}
