package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.OtherWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The home of a store on disk, locked while it is open. */
final class DirectoryHome implements StoreHome {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryHome.class);

  private final StoreName name;
  private final StoreDirectory directory;
  private final StoreLock lock;
  private final boolean readOnly;
  private final boolean created;
  private final boolean marked;

  private DirectoryHome(
      StoreName name,
      StoreDirectory directory,
      StoreLock lock,
      boolean readOnly,
      boolean created,
      boolean marked) {
    this.readOnly = readOnly;
    this.name = name;
    this.directory = directory;
    this.lock = lock;
    this.created = created;
    this.marked = marked;
  }

  /**
   * Finds or creates the store, locks it, and clears away what a crash left.
   *
   * @param unsafe whether it will be written without any promise before the clean close
   * @param foreignReaders whether the engine has readers beside a writer of another process
   * @throws KvException named for what is wrong with the directory; nothing is locked then
   */
  static DirectoryHome enter(
      StoreName name, boolean readOnly, boolean unsafe, boolean foreignReaders) {
    StoreDirectory directory = new StoreDirectory(name);
    directory.prepare(readOnly);
    StoreLock lock = StoreLock.take(name, use(name, readOnly, foreignReaders));
    try {
      if (readOnly) {
        // Whoever created it may have failed meanwhile.
        directory.prepare(true);
      }
      // Nobody was promised anything in a store that was not made to the end.
      boolean created = directory.isNew() || (!readOnly && !directory.isMade());
      if (lock.writerIsThere()) {
        refuseHalfMade(name, directory);
      } else {
        // Beside a writer, the mark says only that there is one.
        UnsafeMark.refuse(name);
      }
      if (created) {
        directory.create();
      }
      if (!readOnly) {
        clearAway(directory, lock);
      }
      boolean marked = unsafe && !readOnly;
      if (marked) {
        UnsafeMark.set(name.directory());
      }
      return new DirectoryHome(name, directory, lock, readOnly, created, marked);
    } catch (Throwable e) {
      lock.free();
      throw e;
    }
  }

  /** A reader beside a writer leaves traces of its own beside the files. */
  private static StoreLock.Use use(StoreName name, boolean readOnly, boolean foreignReaders) {
    if (!readOnly) {
      return StoreLock.Use.WRITE;
    }
    return foreignReaders && Files.isWritable(name.directory())
        ? StoreLock.Use.READ
        : StoreLock.Use.READ_ALONE;
  }

  private static void refuseHalfMade(StoreName name, StoreDirectory directory) {
    if (!directory.isMade()) {
      throw new KvLockedException(
          "the %s is being created by another process; try again when it is there".formatted(name));
    }
  }

  private static void clearAway(StoreDirectory directory, StoreLock lock) {
    directory.removeOldGenerations();
    // A reader of another process may be copying the store.
    if (lock.tryExcludeReaders()) {
      try {
        directory.removeTemporaries();
      } finally {
        lock.admitReaders();
      }
    }
  }

  /** Returns whether another process may write while this one reads. */
  OtherWriter otherWriter() {
    if (lock.use() != StoreLock.Use.READ) {
      return OtherWriter.NEVER;
    }
    return lock.writerIsThere() ? OtherWriter.NOW : OtherWriter.LATER;
  }

  /** The engine has opened its files: writers that were kept out meanwhile may come. */
  void endOpening() {
    lock.endOpening();
  }

  /** Returns the directory of the current generation. */
  Path current() {
    return directory.current();
  }

  /** Returns whether the engine has made its files in the current generation. */
  boolean isMade() {
    return directory.isMade();
  }

  /**
   * Makes the names of the files durable that the engine created in a new store, and notes that
   * they are there. Their content is the engine's to sync: closing another handle of an open file
   * can cost it its locks.
   */
  void finishCreation() {
    if (!readOnly && !isMade()) {
      try {
        DurableFiles.syncNames(current());
        directory.markMade();
      } catch (IOException e) {
        throw KvException.ofIo("cannot sync the new " + name, e);
      }
    }
  }

  /** Leaves the home as it was found, because the engine could not open it. */
  void abandon() {
    try {
      if (created) {
        directory.undoCreation();
      }
    } catch (IOException e) {
      LOG.warn("cannot delete what was created of the {}", name, e);
    } finally {
      leave(true);
    }
  }

  @Override
  public void excludeReaders() {
    lock.excludeReaders();
  }

  @Override
  public void admitReaders() {
    lock.admitReaders();
  }

  @Override
  public Path createNext() {
    return directory.createNext();
  }

  @Override
  public void sync(Path generation) {
    try {
      DurableFiles.syncTree(generation);
    } catch (IOException e) {
      throw KvException.ofIo("cannot sync " + generation + " of the " + name, e, generation);
    }
  }

  @Override
  public void switchTo(Path generation) {
    directory.switchTo(generation);
  }

  /** Makes a generation of another engine the current one, at once and durably. */
  void switchTo(Path generation, String engine) {
    directory.switchTo(generation, engine);
  }

  @Override
  public boolean mayBeCurrent(Path generation) {
    return directory.mayBeCurrent(generation);
  }

  @Override
  public void delete(Path generation) {
    try {
      directory.delete(generation);
    } catch (IOException e) {
      LOG.warn("cannot delete {}; the next opening for writing will try again", generation, e);
    }
  }

  @Override
  public void leave(boolean clean) {
    try {
      if (marked && clean) {
        UnsafeMark.remove(name.directory());
      }
    } finally {
      lock.free();
    }
  }
}
