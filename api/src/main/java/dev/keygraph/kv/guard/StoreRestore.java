package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvWrongFormatException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a store's directory with an engine's files, without opening the engine. The marker comes
 * last: a process that dies leaves no store, or the one that was there.
 */
public final class StoreRestore {

  /** Writes an engine's files. */
  @FunctionalInterface
  public interface Filler {
    /**
     * Writes them, and throws where that is not possible.
     *
     * @param generation an empty directory; whoever calls this syncs what is written
     */
    void fill(Path generation) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(StoreRestore.class);

  private final StoreName name;
  private final StoreDirectory directory;

  private StoreRestore(String engine, Path target) {
    this.name = new StoreName(engine, target);
    this.directory = new StoreDirectory(name);
  }

  /**
   * Makes a store.
   *
   * @param engine whose files they are
   * @param target does not exist, or is an empty directory
   * @throws KvIoException if there is something in the target, or the file system fails; nothing is
   *     left then
   */
  public static void create(String engine, Path target, Filler filler) {
    uninterrupted(engine, () -> new StoreRestore(engine, target).create(filler));
  }

  /**
   * Replaces the content of a store, at once and durably; it may be of another engine.
   *
   * @param engine whose files they are
   * @param target holds a store that nobody has open
   * @throws KvWrongFormatException if there is no store
   * @throws dev.keygraph.kv.KvLockedException if it is open
   * @throws KvIoException if the file system fails; the store is as it was then, or, where only the
   *     last sync failed, has the new content
   */
  public static void replace(String engine, Path target, Filler filler) {
    uninterrupted(engine, () -> new StoreRestore(engine, target).replace(filler));
  }

  /** Runs work on a thread that no interrupt of the caller reaches. */
  public static void uninterrupted(String engine, Runnable work) {
    StoreThread thread = new StoreThread("keygraph-copy " + engine);
    try {
      thread
          .submit(
              () -> {
                work.run();
                return true;
              })
          .await();
    } finally {
      thread.stop();
    }
  }

  private void create(Filler filler) {
    Path target = name.directory();
    try {
      StoreBackup.refuseContent(target);
      DurableFiles.createDirectories(target);
    } catch (FileAlreadyExistsException e) {
      throw new KvIoException(
          "%s is not empty, and nothing is restored over what is there: choose a new directory"
              .formatted(target),
          e);
    } catch (IOException e) {
      throw failed(e);
    }
    StoreLock lock = StoreLock.take(name, StoreLock.Use.WRITE);
    try {
      createFirst(filler);
    } catch (Throwable e) {
      directory.undoCopy(e);
      throw e;
    } finally {
      lock.free();
    }
  }

  private void createFirst(Filler filler) {
    try {
      Path data = directory.createFirst();
      filler.fill(data);
      DurableFiles.syncTree(data);
      directory.markFirst();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Looks whether the disk is full, so that nothing is to be deleted before. */
  private KvException failed(IOException cause) {
    return KvException.ofIo("cannot write the " + name, cause, name.directory());
  }

  private void replace(Filler filler) {
    Path target = name.directory();
    if (StoreMarker.read(target) == null) {
      throw new KvWrongFormatException("there is no store in %s to replace".formatted(target));
    }
    StoreLock lock = StoreLock.take(name, StoreLock.Use.WRITE);
    try {
      lock.excludeReaders();
      Path old = directory.current();
      Path fresh = directory.createNext();
      try {
        fill(fresh, filler);
        directory.switchTo(fresh);
      } catch (Throwable e) {
        if (!directory.mayBeCurrent(fresh)) {
          deleteQuietly(fresh);
        }
        throw e;
      }
      UnsafeMark.remove(target);
      deleteQuietly(old);
    } finally {
      lock.free();
    }
  }

  private void fill(Path generation, Filler filler) {
    try {
      filler.fill(generation);
      DurableFiles.syncTree(generation);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void deleteQuietly(Path generation) {
    try {
      directory.delete(generation);
    } catch (IOException e) {
      LOG.warn("cannot delete {}; the next opening for writing will try again", generation, e);
    }
  }
}
