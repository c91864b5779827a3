package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvReadOnlyException;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The layout of a store on disk.
 *
 * <pre>
 * keygraph.store     the marker: engine, format, current generation
 * keygraph.lock      see {@link StoreLock}
 * keygraph.unsafe    see {@link UnsafeMark}
 * keygraph.pages     which pages of a graph are worth to be in memory; may be missing, or wrong
 * data-N/            generation N, the engine's own directory
 * backup-N/          a copy on its way to a stream
 * import-N/          what an import sorts
 * </pre>
 *
 * The marker decides: a generation that it does not name is what a crash left of a rebuild, and
 * goes at the next writable opening, as do a copy and an import's files. A directory without a
 * marker is a new store if it holds nothing but what a crash may leave of a creation: our own
 * files, and an empty first generation.
 */
final class StoreDirectory {
  private static final String DATA = "data-";
  private static final String BACKUP = "backup-";
  private static final String IMPORT = "import-";
  private static final long FIRST_GENERATION = 1;

  private final StoreName name;
  private final Path path;

  StoreDirectory(StoreName name) {
    this.name = name;
    this.path = name.directory();
  }

  /** Makes sure that there is a directory to lock, and that it is not somebody else's. */
  void prepare(boolean readOnly) {
    try {
      if (Presence.of(path) && !Presence.ofDirectory(path)) {
        throw new KvWrongFormatException("%s is a file, not a directory".formatted(path));
      }
      if (!readOnly) {
        DurableFiles.createDirectories(path);
      }
      if (isNew() && readOnly) {
        throw new KvReadOnlyException(
            "there is no store in %s to open read-only; open it for writing once, or correct the path"
                .formatted(path));
      }
    } catch (IOException e) {
      throw KvException.ofIo("cannot create the directory of the " + name, e);
    }
  }

  /** Returns whether there is no store here yet, after refusing anything else. */
  boolean isNew() {
    if (!isDirectory(path)) {
      return true;
    }
    StoreMarker marker = StoreMarker.read(path);
    if (marker == null) {
      refuseStrangers();
      return true;
    }
    if (!marker.engine().equals(name.engine())) {
      throw new KvWrongFormatException(
          "%s was written by the engine %s, the configured engine is %s; configure %s, or migrate it: keygraph migrate --store %s --to %s"
              .formatted(
                  path, marker.engine(), name.engine(), marker.engine(), path, name.engine()));
    }
    return false;
  }

  /** Creates the first generation, then the marker, for an engine that will make its files. */
  void create() {
    try {
      createFirst();
      new StoreMarker(name.engine(), FIRST_GENERATION, false).write(path);
    } catch (IOException e) {
      throw KvException.ofIo("cannot create the " + name, e);
    }
  }

  /** Creates the directory of the first generation. */
  Path createFirst() throws IOException {
    Path data = data(FIRST_GENERATION);
    DurableFiles.createDirectories(data);
    return data;
  }

  /** Makes the first generation the current one, and the directory a store. */
  void markFirst() throws IOException {
    new StoreMarker(name.engine(), FIRST_GENERATION, true).write(path);
  }

  /** Returns whether the engine has made its files in the current generation. */
  boolean isMade() {
    return marker().made();
  }

  /** Notes that the engine has made its files in the current generation. */
  void markMade() throws IOException {
    new StoreMarker(name.engine(), currentGeneration(), true).write(path);
  }

  /** Removes the first generation and then the marker, which says whose the rest is. */
  void undoCreation() throws IOException {
    DurableFiles.deleteTree(data(FIRST_GENERATION));
    DurableFiles.delete(path.resolve(StoreMarker.FILE));
  }

  /**
   * Removes what was copied to a first generation, the marker before all: what is left where that
   * fails is no store. All is tried.
   *
   * @param failure why; gets what fails here as suppressed
   */
  void undoCopy(Throwable failure) {
    try {
      try {
        DurableFiles.delete(path.resolve(StoreMarker.FILE));
      } finally {
        try {
          Files.deleteIfExists(path.resolve(StoreMarker.TEMPORARY));
        } finally {
          DurableFiles.deleteTree(data(FIRST_GENERATION));
        }
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Returns the directory of the current generation. */
  Path current() {
    Path data = data(currentGeneration());
    if (!isDirectory(data)) {
      throw new KvCorruptedException(
          "%s says that the content is in %s, which does not exist; restore a backup, or index again into a new directory"
              .formatted(path.resolve(StoreMarker.FILE), data));
    }
    return data;
  }

  /** Deletes all generations but the current one, once that is there. */
  void removeOldGenerations() {
    Path current = current();
    try {
      Files.deleteIfExists(path.resolve(StoreMarker.TEMPORARY));
      List<Path> old = generations().stream().filter(data -> !data.equals(current)).toList();
      if (!old.isEmpty()) {
        // The marker may be one whose last sync failed: what it replaced goes after it is durable.
        DurableFiles.syncDirectory(path);
      }
      for (Path data : old) {
        DurableFiles.deleteTree(data);
      }
    } catch (IOException e) {
      throw KvException.ofIo("cannot delete what a rebuild left in the " + name, e);
    }
  }

  /** Deletes copies that did not reach their stream, and what imports left. */
  void removeTemporaries() {
    try {
      removeAll(path, BACKUP);
      removeAll(path, IMPORT);
    } catch (IOException e) {
      throw KvException.ofIo("cannot delete what a copy or an import left in the " + name, e);
    }
  }

  private static void removeAll(Path store, String prefix) throws IOException {
    for (Path each : Presence.in(store)) {
      if (nameOf(each).startsWith(prefix)) {
        DurableFiles.removeTree(each);
      }
    }
  }

  /** Creates an empty directory for the next generation, beside all that are there. */
  Path createNext() {
    try {
      long highest = currentGeneration();
      for (Path data : generations()) {
        highest = Math.max(highest, numberOf(data));
      }
      Path next = data(highest + 1);
      DurableFiles.createDirectories(next);
      return next;
    } catch (IOException e) {
      throw KvException.ofIo("cannot create a generation of the " + name, e);
    }
  }

  /** Makes a generation the current one, at once and durably. */
  void switchTo(Path generation) {
    switchTo(generation, name.engine());
  }

  /** Makes a generation that an engine wrote the current one, at once and durably. */
  void switchTo(Path generation, String engine) {
    try {
      new StoreMarker(engine, numberOf(generation), true).write(path);
    } catch (IOException e) {
      throw KvException.ofIo("cannot put a generation of the " + name + " in place", e);
    }
  }

  /** Returns whether the marker names a generation, or cannot be read. */
  boolean mayBeCurrent(Path generation) {
    try {
      return generation.equals(data(currentGeneration()));
    } catch (KvException e) {
      return true;
    }
  }

  /** Deletes a generation that is not the current one. */
  void delete(Path generation) throws IOException {
    DurableFiles.deleteTree(generation);
  }

  /** Creates a directory for a copy, which goes at the next writable opening at the latest. */
  static Path createForBackup(Path store) throws IOException {
    return Files.createTempDirectory(store, BACKUP);
  }

  /** Creates a directory for an import, the only one in a store, in place of what others left. */
  static Path createForImport(Path store) throws IOException {
    removeAll(store, IMPORT);
    return Files.createTempDirectory(store, IMPORT);
  }

  /** Returns the name that the first generation has in every store. */
  static String firstGenerationName() {
    return DATA + FIRST_GENERATION;
  }

  private long currentGeneration() {
    return marker().generation();
  }

  private StoreMarker marker() {
    StoreMarker marker = StoreMarker.read(path);
    if (marker == null) {
      throw new KvCorruptedException(
          "%s has disappeared from an open store".formatted(path.resolve(StoreMarker.FILE)));
    }
    return marker;
  }

  private Path data(long generation) {
    return path.resolve(DATA + generation);
  }

  private List<Path> generations() throws IOException {
    return Presence.in(path).stream().filter(file -> numberOf(file) > 0).toList();
  }

  /** Returns the number of a generation's directory, or 0 for any other file. */
  private static long numberOf(Path file) {
    String fileName = nameOf(file);
    return fileName.matches(DATA + "[1-9][0-9]{0,17}")
        ? Long.parseLong(fileName.substring(DATA.length()))
        : 0;
  }

  private static String nameOf(Path file) {
    return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
  }

  private void refuseStrangers() {
    try {
      List<Path> strangers =
          Presence.in(path).stream().filter(file -> !mayBeOfACreation(file)).sorted().toList();
      if (!strangers.isEmpty()) {
        List<Path> shown = strangers.subList(0, Math.min(3, strangers.size()));
        throw new KvWrongFormatException(
            "%s is not a keygraph store: it has no %s, and holds %s%s; choose an empty or new directory"
                .formatted(
                    path,
                    StoreMarker.FILE,
                    String.join(", ", shown.stream().map(this::shortName).toList()),
                    strangers.size() > shown.size() ? ", …" : ""));
      }
    } catch (IOException e) {
      throw KvException.ofIo("cannot list " + path, e);
    }
  }

  private String shortName(Path file) {
    return path.relativize(file).toString();
  }

  private boolean mayBeOfACreation(Path file) {
    return file.equals(path.resolve(StoreLock.FILE))
        || file.equals(path.resolve(StoreMarker.TEMPORARY))
        || (file.equals(data(FIRST_GENERATION)) && isEmptyDirectory(file));
  }

  private boolean isDirectory(Path file) {
    try {
      return Presence.ofDirectory(file);
    } catch (IOException e) {
      throw KvException.ofIo("cannot look into the directory of the " + name, e);
    }
  }

  private boolean isEmptyDirectory(Path directory) {
    if (!isDirectory(directory)) {
      return false;
    }
    try {
      return Presence.in(directory).isEmpty();
    } catch (IOException e) {
      throw KvException.ofIo("cannot list " + directory, e);
    }
  }
}
