package dev.keygraph.engine.mapdb;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap;

/**
 * Reads what the journals hold of a volume that was closed or killed at any moment; {@link
 * PageFile} says why that is all there is to do. The active journal is the one with the last commit
 * then.
 */
final class Recovery {
  private final Path directory;
  private final BaseFile base;
  private final Journals journals;
  private final boolean readOnly;
  private final IntObjectHashMap<byte[]> pages = new IntObjectHashMap<>();

  private Recovery(Path directory, BaseFile base, Journals journals, boolean readOnly) {
    this.directory = directory;
    this.base = base;
    this.journals = journals;
    this.readOnly = readOnly;
  }

  /**
   * Reads the journals, and activates one.
   *
   * @return the pages that differ from the base file's, as the last commit left them
   * @throws dev.keygraph.kv.KvCorruptedException if the files do not fit together
   */
  static IntObjectHashMap<byte[]> run(
      Path directory, BaseFile base, Journals journals, boolean readOnly) throws IOException {
    Recovery recovery = new Recovery(directory, base, journals, readOnly);
    recovery.run();
    return recovery.pages;
  }

  private void run() throws IOException {
    int oldest = oldest();
    requireLength(journals.get(oldest).firstVolumeLength());
    replay(oldest);
    journals.activate(oldest);
    if (journals.hasSealed()) {
      Journal last = journals.active();
      Journal successor = journals.other();
      if (successor.firstSequence() == last.lastSequence() + 1) {
        replay(1 - oldest);
        journals.activate(1 - oldest);
      } else {
        giveUp(successor, last);
      }
    }
  }

  private int oldest() {
    Journal first = journals.get(0);
    Journal second = journals.get(1);
    if (!first.isLive() && !second.isLive()) {
      throw Failures.corrupted(directory, "it has no live journal", null);
    }
    boolean bothLive = first.isLive() && second.isLive();
    return !first.isLive() || (bothLive && second.firstSequence() < first.firstSequence()) ? 1 : 0;
  }

  private void requireLength(long length) {
    if (base.length() < length) {
      throw Failures.corrupted(
          directory,
          "the data file has " + base.length() + " bytes, not the " + length + " that it had",
          null);
    }
  }

  /**
   * The sealed journal lost its end with the power, before its successor was safe: the commits in
   * the successor come after lost ones, and are lost with them.
   */
  private void giveUp(Journal successor, Journal last) throws IOException {
    String damage = successor.replay((offset, source, position, length) -> {});
    if (damage != null || successor.lastSynced() > last.lastSequence()) {
      throw Failures.corrupted(journals.activePath(), "its last commits are missing", null);
    }
    if (!readOnly) {
      successor.retire();
    }
  }

  private void replay(int journal) throws IOException {
    String damage =
        journals
            .get(journal)
            .replay(
                (offset, source, position, length) -> {
                  int done = 0;
                  while (done < length) {
                    int page = Pages.of(offset + done);
                    int within = Pages.within(offset + done);
                    int count = Math.min(length - done, Pages.BYTES - within);
                    byte[] bytes = pages.getIfAbsentPut(page, () -> base.page(page));
                    System.arraycopy(source, position + done, bytes, within, count);
                    done += count;
                  }
                });
    if (damage != null) {
      throw Failures.corrupted(Journals.path(directory, journal), damage, null);
    }
  }
}
