package dev.keygraph.conformance.broken;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore.BulkLoader;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The committed map, replaced by each commit, and the log that it is read from at open. */
final class FlawedStore {
  private static final String LOG = "log";

  private final Path directory;
  private final Durability durability;
  private final boolean readOnly;
  private final Flaw flaw;
  private volatile FileChannel log;
  private final Set<ByteBuffer> deletedOnce = new HashSet<>();
  private volatile NavigableMap<byte[], byte[]> committed;
  private volatile NavigableMap<byte[], byte[]> beforeLast;
  private volatile boolean closed;
  private long commits;
  private long puts;
  private @Nullable ByteBuffer unwritten;

  FlawedStore(EngineOptions options, Flaw flaw) throws IOException {
    this.directory = options.directory();
    this.durability = options.durability();
    this.readOnly = options.readOnly();
    this.flaw = flaw;
    this.committed = newMap();
    this.beforeLast = committed;
    Path file = directory.resolve(LOG);
    if (readOnly && flaw == Flaw.READ_ONLY_OPEN_WRITES) {
      Files.writeString(directory.resolve("opened"), "read-only");
    }
    this.log = openLog();
    replay(Files.readAllBytes(file));
  }

  private FileChannel openLog() throws IOException {
    Path file = directory.resolve(LOG);
    return readOnly
        ? FileChannel.open(file, StandardOpenOption.READ)
        : FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private void replay(byte[] bytes) throws IOException {
    FlawedLog read = new FlawedLog(bytes, flaw);
    NavigableMap<byte[], byte[]> map = newMap();
    NavigableMap<byte[], byte[]> previous = newMap();
    while (read.hasFrame()) {
      if (flaw == Flaw.REOPENING_LOSES_THE_LAST_COMMIT) {
        previous = copy(map);
      }
      read.apply(map);
    }
    committed = flaw == Flaw.REOPENING_LOSES_THE_LAST_COMMIT ? previous : map;
    if (!readOnly) {
      log.truncate(read.end());
    }
    log.position(read.end());
  }

  NavigableMap<byte[], byte[]> newMap() {
    Comparator<byte[]> order =
        flaw == Flaw.SIGNED_ORDER ? Arrays::compare : Arrays::compareUnsigned;
    return new TreeMap<>(order);
  }

  NavigableMap<byte[], byte[]> copy(NavigableMap<byte[], byte[]> map) {
    return new TreeMap<>(map);
  }

  NavigableMap<byte[], byte[]> committed() {
    return committed;
  }

  boolean isClosed() {
    return closed;
  }

  KvSnapshot snapshot() {
    if (flaw == Flaw.FAILS_WHEN_INTERRUPTED && Thread.currentThread().isInterrupted()) {
      throw new KvIoException("interrupted", null);
    }
    NavigableMap<byte[], byte[]> seen =
        flaw == Flaw.SNAPSHOT_IS_LATE && commits % 7 == 6 ? beforeLast : committed;
    long opened = commits;
    FlawedReads reads =
        new FlawedReads(
            this,
            flaw,
            () -> {
              if (flaw == Flaw.SNAPSHOT_SEES_LATER_COMMITS) {
                return committed;
              }
              return flaw == Flaw.OLD_SNAPSHOTS_ARE_DROPPED && commits > opened + 20
                  ? newMap()
                  : seen;
            });
    return new FlawedSnapshot(reads);
  }

  EngineTransaction begin() {
    return new FlawedTransaction(this, flaw);
  }

  /** Appends the changes to the log, and shows the map that has them. */
  void commit(NavigableMap<byte[], byte[]> map, Map<byte[], byte @Nullable []> changes) {
    try {
      write(FlawedLog.frame(changes, flaw));
    } catch (IOException e) {
      throw new KvIoException("cannot write to " + directory, e);
    }
    puts += changes.values().stream().filter(value -> value != null).count();
    if (flaw == Flaw.SCAN_MISSES_KEYS_THAT_WERE_DELETED_ONCE) {
      changes.forEach(
          (key, value) -> {
            if (value == null) {
              deletedOnce.add(ByteBuffer.wrap(key));
            }
          });
    }
    if (flaw == Flaw.COMMIT_IS_SEEN_HALF) {
      showHalf(changes);
    }
    beforeLast = committed;
    committed = map;
    commits++;
  }

  private void showHalf(Map<byte[], byte @Nullable []> changes) {
    NavigableMap<byte[], byte[]> half = copy(committed);
    int left = changes.size() / 2;
    for (Map.Entry<byte[], byte @Nullable []> change : changes.entrySet()) {
      if (left-- <= 0) {
        break;
      }
      byte[] value = change.getValue();
      if (value == null) {
        half.remove(change.getKey());
      } else {
        half.put(change.getKey(), value);
      }
    }
    committed = half;
    long until = System.nanoTime() + 200_000;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private void write(ByteBuffer frame) throws IOException {
    if (flaw == Flaw.ACKNOWLEDGED_BEFORE_WRITTEN) {
      ByteBuffer before = unwritten;
      unwritten = frame;
      if (before != null) {
        writeFully(before);
      }
      return;
    }
    if (flaw == Flaw.KILLED_COMMIT_IS_TORN) {
      // In pieces, which the reader does not know to belong together.
      while (frame.hasRemaining()) {
        int piece = Math.min(frame.remaining(), 97);
        writeFully(frame.slice(frame.position(), piece));
        frame.position(frame.position() + piece);
        log.force(false);
      }
      return;
    }
    writeFully(frame);
    if (durability == Durability.DURABLE) {
      log.force(false);
    }
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      log.write(bytes);
    }
  }

  boolean wasDeletedOnce(byte[] key) {
    return deletedOnce.contains(ByteBuffer.wrap(key));
  }

  void flush() {
    try {
      ByteBuffer frame = unwritten;
      unwritten = null;
      if (frame != null) {
        writeFully(frame);
      }
      if (!readOnly) {
        log.force(false);
      }
    } catch (IOException e) {
      throw new KvIoException("cannot flush " + directory, e);
    }
  }

  KvStatistics statistics() {
    try {
      long entries = flaw == Flaw.STATISTICS_COUNT_PUTS ? puts : committed.size();
      return new KvStatistics(
          entries, Files.size(directory.resolve(LOG)), Map.of("commits", commits));
    } catch (IOException e) {
      throw new KvIoException("cannot read " + directory, e);
    }
  }

  void backup(Path target) {
    NavigableMap<byte[], byte[]> state = committed;
    if (flaw == Flaw.BACKUP_MISSES_THE_LAST_COMMIT) {
      state = beforeLast;
    }
    if (flaw == Flaw.BACKUP_MIXES_STATES) {
      long seen = commits;
      while (commits < seen + 3 && !closed) {
        Thread.onSpinWait();
      }
      NavigableMap<byte[], byte[]> mixed = copy(state);
      committed.tailMap(new byte[] {0, 0, 0, 50}, true).forEach(mixed::put);
      state = mixed;
    }
    try {
      Files.write(target.resolve(LOG), FlawedLog.frame(state, Flaw.NONE).array());
    } catch (IOException e) {
      throw new KvIoException("cannot write to " + target, e);
    }
  }

  void compact() {
    NavigableMap<byte[], byte[]> state = committed;
    if (flaw == Flaw.COMPACTION_LOSES_ENTRIES && state.size() > 1) {
      state = copy(state.headMap(state.lastKey(), false));
    }
    committed = state;
    rewrite(state);
  }

  /** Makes a map the whole content, in a new log that takes the old one's place at once. */
  void rewrite(NavigableMap<byte[], byte[]> map) {
    try {
      Path next = directory.resolve("next");
      Files.write(next, FlawedLog.frame(map, Flaw.NONE).array());
      Files.move(
          next,
          directory.resolve(LOG),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
      log.close();
      log = openLog();
      log.position(log.size());
      log.force(true);
    } catch (IOException e) {
      throw new KvIoException("cannot rewrite " + directory, e);
    }
  }

  BulkLoader bulkLoader() {
    return new FlawedLoader(this, flaw);
  }

  /** What a loader loaded is the content from now on. */
  void loaded(NavigableMap<byte[], byte[]> map) {
    rewrite(map);
    committed = map;
    commits++;
  }

  void close() {
    flush();
    closed = true;
    try {
      log.close();
    } catch (IOException e) {
      throw new KvIoException("cannot close " + directory, e);
    }
  }
}
