package dev.keygraph.engine.rocks;

import dev.keygraph.engine.rocks.RecordLog.Ending;
import dev.keygraph.kv.AcknowledgedMark;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvReadOnlyException;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Looks at a database's logs before RocksDB does, which reads some damage for ever: a fragment of a
 * type that belongs to recycled logs is an old one to it, which it skips without going on.
 *
 * <p>A database that was closed has logs and a manifest without damage. Where a process or the
 * power ended instead, the newest log may end in what was not written whole, which is cut off here;
 * everything that was acknowledged has to be before it. The mark's second number is that of the
 * last acknowledged write that a log has: what a load takes over is in none.
 */
final class LogRecovery {
  private final Path directory;
  private final AcknowledgedMark acknowledged;
  private final boolean readOnly;

  LogRecovery(Path directory, AcknowledgedMark acknowledged, boolean readOnly) {
    this.directory = directory;
    this.acknowledged = acknowledged;
    this.readOnly = readOnly;
  }

  /**
   * Makes sure of the manifest, and makes RocksDB find nothing in the newest log but whole records.
   *
   * @throws KvCorruptedException if something is damaged that a crash does not leave so, or lacks
   *     what was acknowledged
   */
  void recover() {
    try {
      checkManifest();
      List<Path> logs = logs();
      for (int i = 0; i < logs.size(); i++) {
        recover(RecordLog.read(logs.get(i)), i == logs.size() - 1);
      }
    } catch (IOException e) {
      throw KvException.ofIo("RocksDB store " + directory + ": its logs cannot be read", e);
    }
  }

  private void checkManifest() throws IOException {
    Path current = directory.resolve("CURRENT");
    if (!Presence.of(current)) {
      return;
    }
    String name = new String(Files.readAllBytes(current), StandardCharsets.ISO_8859_1).strip();
    if (name.matches("MANIFEST-\\d+") && Presence.of(directory.resolve(name))) {
      checkOlder(RecordLog.read(directory.resolve(name)));
    }
  }

  /** RocksDB names its files by numbers of at least six digits, which ascend. */
  private List<Path> logs() throws IOException {
    return Presence.in(directory).stream()
        .filter(path -> path.getFileName().toString().matches("\\d+\\.log"))
        .sorted(Comparator.comparing(LogRecovery::number))
        .toList();
  }

  private static BigInteger number(Path log) {
    String name = log.getFileName().toString();
    return new BigInteger(name.substring(0, name.indexOf('.')));
  }

  /** RocksDB takes care of the ends that a crash leaves where nothing is appended any more. */
  private void checkOlder(RecordLog log) {
    boolean damaged =
        acknowledged.isClosed() ? log.ending() != Ending.NONE : log.ending() == Ending.FOREIGN;
    if (damaged) {
      throw damaged(log);
    }
  }

  private void recover(RecordLog log, boolean newest) throws IOException {
    if (acknowledged.isClosed() || !newest) {
      checkOlder(log);
      return;
    }
    if (log.ending() == Ending.NONE || (readOnly && log.ending() == Ending.TORN)) {
      return;
    }
    if (log.lastWrite() != 0 && log.lastWrite() < acknowledged.size()) {
      throw new KvCorruptedException(
          "RocksDB store %s: its log %s ends at write %d, and had %d; restore a backup, or index again"
              .formatted(
                  directory, log.file().getFileName(), log.lastWrite(), acknowledged.size()));
    }
    if (readOnly) {
      throw new KvReadOnlyException(
          "RocksDB store "
              + directory
              + ": it was not closed, and must be opened for writing once to recover");
    }
    try (RandomAccessFile file = new RandomAccessFile(log.file().toFile(), "rw")) {
      file.setLength(log.soundEnd());
      file.getFD().sync();
    }
  }

  private KvCorruptedException damaged(RecordLog log) {
    return new KvCorruptedException(
        "RocksDB store %s: %s is damaged at byte %d of %d; restore a backup, or index again"
            .formatted(directory, log.file().getFileName(), log.soundEnd(), log.length()));
  }
}
