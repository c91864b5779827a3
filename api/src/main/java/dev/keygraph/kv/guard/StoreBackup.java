package dev.keygraph.kv.guard;

import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Copies an open store to a directory that can be opened as a store. */
final class StoreBackup {
  private final StoreName source;
  private final EngineStore.Backup store;
  private final Consumer<Path> verify;

  /**
   * A backup.
   *
   * @param verify looks at the engine's directory of the copy, and throws what it finds
   */
  StoreBackup(StoreName source, EngineStore.Backup store, Consumer<Path> verify) {
    this.source = source;
    this.store = store;
    this.verify = verify;
  }

  /** Copies; the marker comes last, so that an unfinished copy is no store. */
  void to(Path target) {
    StoreDirectory directory = new StoreDirectory(new StoreName(source.engine(), target));
    try {
      refuseContent(target);
      DurableFiles.createDirectories(target);
    } catch (IOException e) {
      throw failed(target, e);
    }
    try {
      fill(target, directory);
    } catch (Throwable e) {
      directory.undoCopy(e);
      throw e;
    }
  }

  private void fill(Path target, StoreDirectory directory) {
    try {
      Path data = directory.createFirst();
      store.backup(data);
      verify.accept(data);
      DurableFiles.syncTree(data);
      directory.markFirst();
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  private KvException failed(Path target, IOException cause) {
    return KvException.ofIo("cannot back up the %s to %s".formatted(source, target), cause, target);
  }

  static void refuseContent(Path target) throws IOException {
    if (!Presence.of(target)) {
      return;
    }
    if (Presence.ofDirectory(target)) {
      // Another attempt that was refused leaves the file of its lock.
      if (Presence.in(target).stream().allMatch(file -> file.endsWith(StoreLock.FILE))) {
        return;
      }
    }
    throw new FileAlreadyExistsException(
        target.toString(), null, "it must be a new or an empty directory");
  }
}
