package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.KvCorruptedException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lmdbjava.Txn;

/**
 * The file of an open store, with a reader of its last commit: what the reader can see stays as it
 * is.
 */
final class PinnedFile implements AutoCloseable {
  private static final int ATTEMPTS = 20;

  private final PageFile file;
  private final Runnable end;

  private PinnedFile(PageFile file, Runnable end) {
    this.file = file;
    this.end = end;
  }

  /**
   * Opens the file at its last commit.
   *
   * @param path the file
   * @param begin begins a reader of the last commit
   * @param end ends it
   * @throws KvCorruptedException if one of its two meta pages is damaged
   */
  static PinnedFile open(
      Path path, Supplier<Txn<MemoryView>> begin, Consumer<Txn<MemoryView>> end) {
    int damaged = 0;
    for (; ; ) {
      PageFile file = PageFile.open(path);
      try {
        file.checkMetas();
        Txn<MemoryView> reader = begin.get();
        if (reader.getId() == file.latest().transaction()) {
          return new PinnedFile(file, () -> end.accept(reader));
        }
        // There was a commit in between.
        end.accept(reader);
      } catch (KvCorruptedException e) {
        // A commit may have been writing it just then.
        if (++damaged == ATTEMPTS) {
          file.close();
          throw e;
        }
      } catch (RuntimeException | Error e) {
        file.close();
        throw e;
      }
      file.close();
    }
  }

  PageFile file() {
    return file;
  }

  @Override
  public void close() {
    try {
      end.run();
    } finally {
      file.close();
    }
  }
}
