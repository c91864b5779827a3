package dev.keygraph.operations;

import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvUnsupportedException;
import dev.keygraph.kv.Presence;
import dev.keygraph.kv.guard.DurableFiles;
import dev.keygraph.kv.guard.StoreFiles;
import dev.keygraph.kv.guard.StoreRestore;
import dev.keygraph.store.StoreFigures;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Backups of graphs. A backup is a directory that is a store by itself, with a {@link
 * BackupManifest}; or a stream, a zip file that holds the same with the manifest first.
 */
public final class Backups {
  private Backups() {}

  /** Makes a backup of an open store in a directory; the manifest is written last. */
  static BackupManifest write(KvStore store, Path target, KvProgress progress) {
    return write(store, target, true, progress);
  }

  /**
   * Makes a backup.
   *
   * @param lasting whether it stays, so that it must not share bytes with the store
   */
  private static BackupManifest write(
      KvStore store, Path target, boolean lasting, KvProgress progress) {
    StoreFigures[] figures = new StoreFigures[1];
    progress.update("copying", 0, -1, "bytes");
    store.backup(target, copy -> figures[0] = StoreFigures.read(store, copy));
    BackupManifest[] manifest = new BackupManifest[1];
    StoreRestore.uninterrupted(
        store.engineName(),
        () -> manifest[0] = writeManifest(store, target, lasting, figures[0], progress));
    return manifest[0];
  }

  private static BackupManifest writeManifest(
      KvStore store, Path target, boolean lasting, StoreFigures figures, KvProgress progress) {
    try {
      try {
        List<Path> files = StoreFiles.of(target);
        long total = 0;
        for (Path file : files) {
          total += Files.size(file);
        }
        Counter counter = new Counter(progress, "hashing", total);
        List<BackupManifest.BackupFile> hashed = new ArrayList<>();
        for (Path file : files) {
          if (lasting) {
            StoreFiles.unshare(file);
          }
          Sha256 hash = new Sha256();
          try (InputStream in = Files.newInputStream(file)) {
            hash.transfer(in, OutputStream.nullOutputStream(), counter);
          }
          String path = target.relativize(file).toString().replace('\\', '/');
          hashed.add(new BackupManifest.BackupFile(path, hash.bytes(), hash.hex()));
        }
        BackupManifest manifest =
            new BackupManifest(
                store.engineName(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                StoreFigures.format(),
                figures.version(),
                figures.units(),
                figures.nodes(),
                figures.unresolved(),
                figures.edges(),
                hashed);
        DurableFiles.syncNames(target);
        StoreFiles.finish(target, BackupManifest.FILE, manifest.encode());
        return manifest;
      } catch (Throwable e) {
        StoreFiles.deleteUnfinished(target, BackupManifest.FILE, e);
        throw e;
      }
    } catch (IOException e) {
      throw KvException.ofIo("cannot write the manifest of the backup %s".formatted(target), e);
    }
  }

  /** Makes a backup of an open store as a stream, which is not closed. */
  static BackupManifest write(KvStore store, OutputStream stream, KvProgress progress) {
    if (!store.traits().backup()) {
      throw new KvUnsupportedException(
          "the engine %s cannot copy a store that is open: %s"
              .formatted(store.engineName(), store.directory()));
    }
    BackupManifest[] manifest = new BackupManifest[1];
    StoreFiles.withTemporary(
        store.directory(),
        directory -> {
          manifest[0] = write(store, directory, false, progress);
          try {
            zip(directory, manifest[0], stream, progress);
          } catch (IOException e) {
            throw KvException.ofIo(
                "cannot write the backup of %s to its stream".formatted(store.directory()), e);
          }
        });
    return manifest[0];
  }

  /** Makes a backup of an open store as a new file, which has its name when it is complete. */
  static BackupManifest writeFile(KvStore store, Path file, KvProgress progress) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    BackupManifest[] manifest = new BackupManifest[1];
    StoreRestore.uninterrupted(
        store.engineName(),
        () -> {
          try {
            manifest[0] = writeFile(store, file, part, progress);
          } catch (FileAlreadyExistsException e) {
            throw new KvIoException("there is a file " + file + " already; name a new one", e);
          } catch (IOException e) {
            throw KvException.ofIo("cannot write the backup " + file, e);
          }
        });
    return manifest[0];
  }

  private static BackupManifest writeFile(KvStore store, Path file, Path part, KvProgress progress)
      throws IOException {
    if (Presence.of(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    try {
      BackupManifest manifest;
      try (FileOutputStream out = new FileOutputStream(part.toFile())) {
        manifest = write(store, out, progress);
        out.getFD().sync();
      }
      DurableFiles.rename(part, file);
      return manifest;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void zip(
      Path directory, BackupManifest manifest, OutputStream stream, KvProgress progress)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(stream);
    zip.setLevel(Deflater.BEST_SPEED);
    zip.putNextEntry(new ZipEntry(BackupManifest.FILE));
    zip.write(manifest.encode());
    Counter counter = new Counter(progress, "packing", manifest.bytes());
    for (BackupManifest.BackupFile file : manifest.files()) {
      zip.putNextEntry(new ZipEntry(file.path()));
      try (InputStream in = Files.newInputStream(directory.resolve(file.path()))) {
        new Sha256().transfer(in, zip, counter);
      }
    }
    zip.finish();
    zip.flush();
  }

  /**
   * Checks a backup: that it is complete, and every file is what it was.
   *
   * @param backup a directory, or the file of a stream
   * @throws dev.keygraph.kv.KvCorruptedException if it is damaged
   * @throws dev.keygraph.kv.KvWrongFormatException if it is none, or not finished
   * @throws KvIoException if the file system fails
   */
  public static BackupManifest check(Path backup, KvProgress progress) {
    try (BackupSource source = BackupSource.of(backup)) {
      return check(source, progress);
    } catch (IOException e) {
      throw unreadable(backup, e);
    }
  }

  private static BackupManifest check(BackupSource source, KvProgress progress) throws IOException {
    BackupManifest manifest = source.manifest();
    source.read(
        manifest,
        file -> OutputStream.nullOutputStream(),
        new Counter(progress, "checking", manifest.bytes()));
    return manifest;
  }

  /**
   * Makes a store of a backup, after checking all of it.
   *
   * @param backup a directory, or the file of a stream
   * @param target does not exist, or is an empty directory
   * @throws dev.keygraph.kv.KvCorruptedException if the backup is damaged
   * @throws dev.keygraph.kv.KvWrongFormatException if it is none, or not finished
   * @throws KvIoException if there is something in the target, or the file system fails; the target
   *     is as it was
   */
  public static BackupManifest restore(Path backup, Path target, KvProgress progress) {
    return restore(backup, target, false, progress);
  }

  /**
   * Replaces the content of a store by that of a backup, after checking all of it; at once, so that
   * a process that dies leaves the old content or the new.
   *
   * @param backup a directory, or the file of a stream; of any engine
   * @param target a store that nobody has open
   * @throws dev.keygraph.kv.KvCorruptedException if the backup is damaged
   * @throws dev.keygraph.kv.KvWrongFormatException if it is none, or there is no store to replace
   * @throws dev.keygraph.kv.KvLockedException if the store is open, in whatever process
   * @throws KvIoException if the file system fails; the store is as it was, or, where only the last
   *     sync failed, has the backup's content
   */
  public static BackupManifest restoreOver(Path backup, Path target, KvProgress progress) {
    return restore(backup, target, true, progress);
  }

  private static BackupManifest restore(
      Path backup, Path target, boolean over, KvProgress progress) {
    try (BackupSource source = BackupSource.of(backup)) {
      if (source.isRepeatable()) {
        check(source, progress);
      }
      return restore(source, target, over, progress);
    } catch (IOException e) {
      throw unreadable(backup, e);
    }
  }

  /**
   * Makes a store of a backup that comes as a stream, which is not closed. It is checked while it
   * is written, and becomes a store when all is well.
   *
   * @param stream what {@link GraphOperations#backup(OutputStream)} wrote
   * @param target does not exist, or is an empty directory
   * @throws dev.keygraph.kv.KvException as {@link #restore(Path, Path, KvProgress)}
   */
  public static BackupManifest restore(InputStream stream, Path target, KvProgress progress) {
    try {
      return restore(BackupSource.of(stream), target, false, progress);
    } catch (IOException e) {
      throw KvException.ofIo("cannot read the stream of a backup", e);
    }
  }

  private static BackupManifest restore(
      BackupSource source, Path target, boolean over, KvProgress progress) throws IOException {
    BackupManifest manifest = source.manifest();
    StoreRestore.Filler filler =
        generation ->
            source.read(
                manifest,
                file -> open(file, generation),
                new Counter(progress, "restoring", manifest.bytes()));
    if (over) {
      StoreRestore.replace(manifest.engine(), target, filler);
    } else {
      StoreRestore.create(manifest.engine(), target, filler);
    }
    return manifest;
  }

  /** The target has a marker of its own. */
  private static OutputStream open(BackupManifest.BackupFile file, Path generation)
      throws IOException {
    String inEngine = StoreFiles.engineDirectory() + "/";
    if (!file.path().startsWith(inEngine)) {
      return OutputStream.nullOutputStream();
    }
    Path path = generation.resolve(file.path().substring(inEngine.length()));
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return Files.newOutputStream(path, java.nio.file.StandardOpenOption.CREATE_NEW);
  }

  private static KvException unreadable(Path backup, IOException e) {
    return KvException.ofIo("cannot read the backup %s".formatted(backup), e);
  }

  /** Adds up what passes. */
  private static final class Counter implements LongConsumer {
    private final KvProgress progress;
    private final String task;
    private final long total;
    private long done;

    Counter(KvProgress progress, String task, long total) {
      this.progress = progress;
      this.task = task;
      this.total = total;
    }

    @Override
    public void accept(long more) {
      done += more;
      progress.update(task, done, Math.max(done, total), "bytes");
    }
  }
}
