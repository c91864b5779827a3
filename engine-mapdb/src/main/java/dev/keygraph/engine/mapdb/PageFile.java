package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.collections.api.iterator.IntIterator;
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

  private record SealedPage(int page, PageVersion content) {}

  /** How many times its limits a journal grows before writers wait for a running checkpoint. */
  private static final int PATIENCE = 4;

  private static final int RUN_PAGES = 64;

  private final Path directory;
  private final Limits limits;
  private final boolean readOnly;
  private final BaseFile base;
  private final Journal[] journals;
  private final PageTable table = new PageTable();
  private final SnapshotRegistry snapshots = new SnapshotRegistry();
  private final IntHashSet leftovers = new IntHashSet();

  private volatile Committed committed;
  private int active;
  private IntHashSet changed = new IntHashSet();
  private volatile long synced;
  private @Nullable Checkpoint checkpoint;
  private volatile @Nullable RuntimeException broken;
  private long checkpoints;

  /**
   * Opens the volume in a directory, as its last commit left it.
   *
   * @throws dev.keygraph.kv.KvCorruptedException if the files do not fit together
   */
  static PageFile open(Path directory, Path basePath, boolean readOnly, Limits limits) {
    Opening opening = new Opening();
    try {
      opening.base = new BaseFile(basePath, readOnly);
      opening.journals.add(new Journal(journalPath(directory, 0), readOnly));
      opening.journals.add(new Journal(journalPath(directory, 1), readOnly));
      PageFile file =
          new PageFile(
              directory, readOnly, limits, opening.base, opening.journals.toArray(new Journal[0]));
      file.recover();
      opening.done = true;
      return file;
    } catch (IOException e) {
      throw Failures.io(directory, "open the store in", e);
    } finally {
      opening.close();
    }
  }

  /** What has been opened so far. */
  private static final class Opening {
    @Nullable BaseFile base;
    final List<Journal> journals = new ArrayList<>();
    boolean done;

    void close() {
      if (!done) {
        closeQuietly(base);
        journals.forEach(PageFile::closeQuietly);
      }
    }
  }

  private PageFile(
      Path directory, boolean readOnly, Limits limits, BaseFile base, Journal[] journals) {
    this.directory = directory;
    this.readOnly = readOnly;
    this.limits = limits;
    this.base = base;
    this.journals = journals;
    committed = new Committed(0, base.length());
  }

  static Path journalPath(Path directory, int index) {
    return directory.resolve("journal-" + index);
  }

  // Opening.

  private void recover() throws IOException {
    Journal first = journals[0];
    Journal second = journals[1];
    if (!first.isLive() && !second.isLive()) {
      throw Failures.corrupted(directory, "it has no live journal", null);
    }
    boolean bothLive = first.isLive() && second.isLive();
    int oldest =
        !first.isLive() || (bothLive && second.firstSequence() < first.firstSequence()) ? 1 : 0;
    if (base.length() < journals[oldest].firstVolumeLength()) {
      throw Failures.corrupted(
          directory,
          "the data file has "
              + base.length()
              + " bytes, not the "
              + journals[oldest].firstVolumeLength()
              + " that it had",
          null);
    }
    IntObjectHashMap<byte[]> images = new IntObjectHashMap<>();
    replay(oldest, images);
    active = oldest;
    int successor = 1 - oldest;
    boolean sealedIsWhole =
        bothLive && journals[successor].firstSequence() == journals[oldest].lastSequence() + 1;
    if (sealedIsWhole) {
      replay(successor, images);
      active = successor;
    } else if (bothLive) {
      // The sealed journal lost its end with the power, before its successor was safe: the
      // commits in the successor come after lost ones, and are lost with them.
      String damage = journals[successor].replay((offset, source, position, length) -> {});
      if (damage != null || journals[successor].lastSynced() > journals[oldest].lastSequence()) {
        throw Failures.corrupted(
            journalPath(directory, oldest), "its last commits are missing", null);
      }
      if (!readOnly) {
        journals[successor].retire();
      }
    }
    Journal last = journals[active];
    committed = new Committed(last.lastSequence(), last.lastVolumeLength());
    publish(images, last.lastSequence());
    if (!readOnly) {
      syncJournals();
      if (sealedIsWhole) {
        writeBack(seal(), last.lastVolumeLength());
        journals[oldest].retire();
      }
    }
  }

  private void replay(int journal, IntObjectHashMap<byte[]> images) throws IOException {
    String damage =
        journals[journal].replay(
            (offset, source, position, length) -> {
              int done = 0;
              while (done < length) {
                int page = Pages.of(offset + done);
                int within = Pages.within(offset + done);
                int count = Math.min(length - done, Pages.BYTES - within);
                byte[] image = images.getIfAbsentPut(page, () -> basePage(page));
                System.arraycopy(source, position + done, image, within, count);
                done += count;
              }
            });
    if (damage != null) {
      throw Failures.corrupted(journalPath(directory, journal), damage, null);
    }
  }

  private byte[] basePage(int page) {
    byte[] bytes = new byte[Pages.BYTES];
    base.read(Pages.start(page), bytes, 0, Pages.BYTES);
    return bytes;
  }

  // Reading.

  /** Opens a snapshot of the last commit, and returns its version. */
  long openSnapshot() {
    return snapshots.register(() -> committed.version());
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

  // Writing: all on the writer thread.

  /**
   * Commits pages.
   *
   * @param pages the changed pages, whole, by number; they belong to this from now on
   * @param length the volume's length
   * @param durable whether to wait until the commit is on stable storage
   * @throws KvException if it could not be written; nothing of it is visible then, or later
   */
  void commit(IntObjectHashMap<byte[]> pages, long length, boolean durable) {
    RuntimeException unusable = broken;
    if (unusable != null) {
      throw new KvIoException(
          "mapdb: "
              + directory
              + " takes no more commits after a failure; close and open the store again",
          unusable);
    }
    Journal journal = journals[active];
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
      journal.append(sequence, synced, length, durable);
    } catch (IOException e) {
      throw Failures.io(journalPath(directory, active), "commit to", e);
    } catch (IllegalStateException e) {
      broken = e;
      throw new KvIoException("mapdb: " + e.getMessage() + "; close and open the store again", e);
    }
    if (durable) {
      synced = sequence;
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
    prune(pages);
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

  private void prune(IntObjectHashMap<byte[]> pages) {
    long[] readers = snapshots.versions();
    synchronized (table) {
      IntIterator numbers = pages.keySet().intIterator();
      while (numbers.hasNext()) {
        int page = numbers.next();
        if (!table.prune(page, readers)) {
          leftovers.add(page);
        }
      }
    }
  }

  /** Makes every commit so far durable. Any thread. */
  synchronized void flush() {
    try {
      syncJournals();
    } catch (IOException e) {
      throw Failures.io(directory, "flush the journal in", e);
    }
  }

  private void syncJournals() throws IOException {
    long version = committed.version();
    if (version > synced) {
      for (Journal journal : journals) {
        if (journal.isLive()) {
          journal.sync();
        }
      }
      synced = Math.max(synced, version);
    }
  }

  // Checkpoints.

  private void checkpointIfDue() {
    long journalBytes = journals[active].length();
    long changedBytes = Pages.start(changed.size());
    if (journalBytes <= limits.journalBytes() && changedBytes <= limits.changedBytes()) {
      return;
    }
    Checkpoint running = checkpoint;
    if (running != null
        && (running.isDone()
            || journalBytes > PATIENCE * limits.journalBytes()
            || changedBytes > PATIENCE * limits.changedBytes())) {
      running.join();
      checkpoint = null;
    }
    if (checkpoint == null) {
      startCheckpoint();
    }
  }

  private void startCheckpoint() {
    int sealed = active;
    boolean again = journals[1 - active].isLive();
    try {
      if (again) {
        // The last checkpoint failed: try the same again, with what changed since.
        sealed = 1 - active;
        syncJournals();
      } else {
        journals[1 - active].reset(committed.version() + 1, committed.length());
        active = 1 - active;
      }
    } catch (IOException e) {
      // The active journal goes on growing; the next commit tries again.
      return;
    }
    List<SealedPage> pages = seal();
    checkpoint = new Checkpoint(journals[sealed], pages, committed.length());
    checkpoint.start();
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

  /** One checkpoint, on a thread of its own. */
  private final class Checkpoint implements Runnable {
    private final Journal sealed;
    private final List<SealedPage> pages;
    private final long length;
    private final Thread thread;
    private volatile @Nullable IOException failure;

    Checkpoint(Journal sealed, List<SealedPage> pages, long length) {
      this.sealed = sealed;
      this.pages = pages;
      this.length = length;
      thread = new Thread(this, "keygraph-mapdb-checkpoint");
      thread.setDaemon(true);
    }

    void start() {
      thread.start();
    }

    boolean isDone() {
      return !thread.isAlive();
    }

    @Override
    public void run() {
      try {
        sealed.sync();
        writeBack(pages, length);
        sealed.retire();
      } catch (IOException e) {
        failure = e;
      }
    }

    /** Waits for the end, whatever interrupts; after a failure the pages are due again. */
    void join() {
      boolean interrupted = false;
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (failure != null) {
        pages.forEach(page -> changed.add(page.page()));
      }
    }
  }

  /**
   * Writes pages to the base file and syncs it; then the table need not have them for new readers.
   */
  private void writeBack(List<SealedPage> pages, long length) throws IOException {
    base.grow(length);
    long[] readers = snapshots.versions();
    byte[] run = new byte[RUN_PAGES * Pages.BYTES];
    for (int from = 0; from < pages.size(); ) {
      int to = from + 1;
      while (to < pages.size()
          && to - from < RUN_PAGES
          && pages.get(to).page() == pages.get(to - 1).page() + 1) {
        to++;
      }
      for (int i = from; i < to; i++) {
        SealedPage sealed = pages.get(i);
        preserve(sealed, readers);
        System.arraycopy(sealed.content().bytes, 0, run, (i - from) << Pages.SHIFT, Pages.BYTES);
      }
      base.write(Pages.start(pages.get(from).page()), run, (to - from) << Pages.SHIFT);
      from = to;
    }
    base.sync();
    dropWritten(pages);
    checkpoints++;
  }

  /** Keeps what the base file has for readers that are older than what is about to be written. */
  private void preserve(SealedPage sealed, long[] readers) {
    if (readers.length == 0 || readers[0] >= sealed.content().version) {
      return;
    }
    synchronized (table) {
      if (table.find(sealed.page(), readers[0]) != null) {
        return;
      }
      // A version that is not in the base file is only ever dropped for a newer one.
      PageVersion last = Objects.requireNonNull(table.head(sealed.page()));
      PageVersion original = new PageVersion(PageVersion.BASE, basePage(sealed.page()), null);
      original.inBase = true;
      for (PageVersion older = last.older; older != null; older = older.older) {
        last = older;
      }
      last.older = original;
    }
  }

  private void dropWritten(List<SealedPage> pages) {
    long[] readers = snapshots.versions();
    synchronized (table) {
      for (SealedPage sealed : pages) {
        sealed.content().inBase = true;
        if (!table.prune(sealed.page(), readers)) {
          leftovers.add(sealed.page());
        }
      }
      int[] retry = leftovers.toArray();
      for (int page : retry) {
        if (table.prune(page, readers)) {
          leftovers.remove(page);
        }
      }
    }
  }

  /** Brings the base file up to the last commit, so that the journals are empty. Writer thread. */
  void checkpointAll() {
    Checkpoint running = checkpoint;
    if (running != null) {
      running.join();
      checkpoint = null;
    }
    try {
      if (journals[1 - active].isLive()) {
        syncJournals();
        writeBack(seal(), committed.length());
        journals[1 - active].retire();
      }
      if (journals[active].lastSequence() >= journals[active].firstSequence()) {
        int sealed = active;
        syncJournals();
        journals[1 - active].reset(committed.version() + 1, committed.length());
        active = 1 - active;
        writeBack(seal(), committed.length());
        journals[sealed].retire();
      }
    } catch (IOException e) {
      throw Failures.io(directory, "write the checkpoint of", e);
    }
  }

  /**
   * Begins the empty journals anew, for a base file that is at least {@code length} bytes long: one
   * that takes or took the place of another.
   */
  void restartJournals(long length) {
    try {
      int next = 1 - active;
      journals[next].reset(committed.version() + 1, length);
      journals[active].retire();
      active = next;
      committed = new Committed(committed.version(), length);
    } catch (IOException e) {
      throw Failures.io(directory, "restart the journal of", e);
    }
  }

  // The rest.

  /** Returns the bytes of the files. */
  long bytesOnDisk() {
    long bytes = base.length();
    for (int i = 0; i < journals.length; i++) {
      bytes += journalPath(directory, i).toFile().length();
    }
    return bytes;
  }

  /** Returns the number of checkpoints since opening. */
  long checkpoints() {
    return checkpoints;
  }

  /** Returns the number of open snapshots' distinct versions. */
  long readerVersions() {
    return snapshots.versions().length;
  }

  /** Closes the files as they are; open snapshots can still be read. */
  void close() {
    Checkpoint running = checkpoint;
    if (running != null) {
      running.join();
      checkpoint = null;
    }
    closeQuietly(base);
    for (Journal journal : journals) {
      closeQuietly(journal);
    }
  }

  private static void closeQuietly(java.io.@Nullable Closeable file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // Everything that was promised has been synced before; there is nothing left to lose.
    }
  }
}
