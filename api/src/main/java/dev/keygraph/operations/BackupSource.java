package dev.keygraph.operations;

import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.kv.Presence;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** A backup that is read: a directory, or a stream. */
abstract class BackupSource implements AutoCloseable {
  private static final int MAX_MANIFEST_BYTES = 16 << 20;

  /** Opens the target of a file, or returns one that forgets. */
  interface Target {
    OutputStream open(BackupManifest.BackupFile file) throws IOException;
  }

  private final Object place;

  private BackupSource(Object place) {
    this.place = place;
  }

  /**
   * Opens a directory or the file of a stream.
   *
   * @throws KvWrongFormatException if there is nothing, or no complete backup
   */
  static BackupSource of(Path path) throws IOException {
    if (Presence.ofDirectory(path)) {
      return new Directory(path);
    }
    if (!Presence.ofFile(path)) {
      throw new KvWrongFormatException("there is no backup in %s".formatted(path));
    }
    return new Stream(Files.newInputStream(path), path);
  }

  static BackupSource of(InputStream stream) {
    return new Stream(stream, "(a stream)");
  }

  /** Returns the manifest; the first thing to call. */
  abstract BackupManifest manifest() throws IOException;

  /** Returns whether it can be read more than once. */
  abstract boolean isRepeatable();

  /**
   * Passes all files on, and checks them.
   *
   * @throws KvCorruptedException if one is missing, or not what the manifest says
   */
  abstract void read(BackupManifest manifest, Target target, LongConsumer progress)
      throws IOException;

  @Override
  public abstract void close() throws IOException;

  void copy(InputStream in, BackupManifest.BackupFile file, Target target, LongConsumer progress)
      throws IOException {
    Sha256 hash = new Sha256();
    // Never more than a file should have: what is longer is wrong, and could be without end.
    InputStream bounded = new BoundedInput(in, file.bytes() + 1);
    try (OutputStream out = target.open(file)) {
      hash.transfer(bounded, out, progress);
    }
    if (hash.bytes() != file.bytes() || !hash.hex().equals(file.sha256())) {
      throw damaged("%s is not what it was when the backup was made".formatted(file.path()));
    }
  }

  KvCorruptedException damaged(String reason) {
    return new KvCorruptedException(
        "the backup %s cannot be used: %s; use another backup".formatted(place, reason));
  }

  private static final class Directory extends BackupSource {
    private final Path directory;

    Directory(Path directory) {
      super(directory);
      this.directory = directory;
    }

    @Override
    BackupManifest manifest() throws IOException {
      Path file = directory.resolve(BackupManifest.FILE);
      if (!Presence.ofFile(file)) {
        throw new KvWrongFormatException(
            "%s is no keygraph backup, or one that was not finished: it has no %s"
                .formatted(directory, BackupManifest.FILE));
      }
      return BackupManifest.decode(Files.readAllBytes(file), directory);
    }

    @Override
    boolean isRepeatable() {
      return true;
    }

    @Override
    void read(BackupManifest manifest, Target target, LongConsumer progress) throws IOException {
      for (BackupManifest.BackupFile file : manifest.files()) {
        Path path = directory.resolve(file.path());
        if (!Presence.ofFile(path)) {
          throw damaged("%s is missing".formatted(file.path()));
        }
        try (InputStream in = Files.newInputStream(path)) {
          copy(in, file, target, progress);
        }
      }
    }

    @Override
    public void close() {}
  }

  private static final class Stream extends BackupSource {
    private final ZipInputStream zip;

    Stream(InputStream in, Object place) {
      super(place);
      this.zip = new ZipInputStream(in);
    }

    @Override
    BackupManifest manifest() throws IOException {
      ZipEntry first = next();
      if (first == null || !first.getName().equals(BackupManifest.FILE)) {
        throw new KvWrongFormatException("this stream is no keygraph backup");
      }
      return BackupManifest.decode(zip.readNBytes(MAX_MANIFEST_BYTES), "of the stream");
    }

    @Override
    boolean isRepeatable() {
      return false;
    }

    @Override
    void read(BackupManifest manifest, Target target, LongConsumer progress) throws IOException {
      Map<String, BackupManifest.BackupFile> missing = new HashMap<>();
      manifest.files().forEach(file -> missing.put(file.path(), file));
      try {
        for (ZipEntry entry = next(); entry != null; entry = next()) {
          BackupManifest.BackupFile file = missing.remove(entry.getName());
          if (file == null) {
            throw damaged("%s is not in its manifest".formatted(entry.getName()));
          }
          copy(zip, file, target, progress);
        }
      } catch (EOFException e) {
        throw damaged("it is cut off");
      } catch (ZipException e) {
        throw damaged("it is damaged" + (e.getMessage() == null ? "" : ": " + e.getMessage()));
      }
      if (!missing.isEmpty()) {
        throw damaged("%s is missing".formatted(missing.keySet().iterator().next()));
      }
    }

    private @Nullable ZipEntry next() throws IOException {
      try {
        return zip.getNextEntry();
      } catch (IllegalArgumentException e) {
        throw damaged("it holds a name that is no text");
      }
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  /** The beginning of a stream. */
  private static final class BoundedInput extends InputStream {
    private final InputStream in;
    private long left;

    BoundedInput(InputStream in, long most) {
      this.in = in;
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      int read = left > 0 ? in.read() : -1;
      left -= read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(0, read);
      return read;
    }
  }
}
