package dev.keygraph.engine.mapdb;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The two journals of a {@link PageFile}. One is active and gets the commits. The other one is
 * retired, or it is sealed: it waits for the pages of its commits to get to the base file.
 */
final class Journals implements Closeable {
  private final Path directory;
  private final Journal[] files;
  private int active;
  private volatile long synced;

  private Journals(Path directory, Journal first, Journal second) {
    this.directory = directory;
    files = new Journal[] {first, second};
  }

  /** Opens both journals, as they were left; {@link Recovery} finds the active one. */
  static Journals open(Path directory, boolean readOnly) throws IOException {
    Journal first = new Journal(path(directory, 0), readOnly);
    try {
      return new Journals(directory, first, new Journal(path(directory, 1), readOnly));
    } catch (IOException | RuntimeException e) {
      Failures.closeQuietly(first);
      throw e;
    }
  }

  static Path path(Path directory, int index) {
    return directory.resolve("journal-" + index);
  }

  Journal get(int index) {
    return files[index];
  }

  void activate(int index) {
    active = index;
  }

  Journal active() {
    return files[active];
  }

  Path activePath() {
    return path(directory, active);
  }

  /** Returns the journal that is not active. */
  Journal other() {
    return files[1 - active];
  }

  boolean hasSealed() {
    return other().isLive();
  }

  /**
   * Makes the retired journal the active one.
   *
   * @param firstSequence the number of its first commit
   * @param length the volume's length before that
   * @return the journal that was active, and is sealed now
   */
  Journal seal(long firstSequence, long length) throws IOException {
    Journal sealed = active();
    other().reset(firstSequence, length);
    active = 1 - active;
    return sealed;
  }

  /** Returns the number of the last commit that is known to be on stable storage. */
  long synced() {
    return synced;
  }

  /** Notes that commits to this one are on stable storage. */
  void noteSynced(long sequence) {
    synced = sequence;
  }

  /** Brings the commits up to this one to stable storage. */
  void sync(long sequence) throws IOException {
    if (sequence > synced) {
      for (Journal journal : files) {
        if (journal.isLive()) {
          journal.sync();
        }
      }
      synced = Math.max(synced, sequence);
    }
  }

  long bytesOnDisk() {
    return path(directory, 0).toFile().length() + path(directory, 1).toFile().length();
  }

  @Override
  public void close() {
    for (Journal journal : files) {
      Failures.closeQuietly(journal);
    }
  }
}
