package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.ScanDirection;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;

/** The calls that read. */
@SuppressWarnings("NullAway.Init") // JMH opens it
public class SpiReadBenchmark extends EngineBenchmark {
  private static final int SAMPLE = 1 << 12;
  private static final int LONG_SCAN_NODES = 256;
  private static final int STEPS = 256;

  private final byte[][] present = new byte[SAMPLE][];
  private final byte[][] absent = new byte[SAMPLE][];
  private final byte[][] lower = new byte[SAMPLE][];
  private final byte[][] shortUpper = new byte[SAMPLE][];
  private final byte[][] longUpper = new byte[SAMPLE][];
  private final Seen seen = new Seen();
  private KvStore store;
  private KvSnapshot snapshot;
  private KvCursor cursor;
  private ReadTwin twin;

  @Override
  void open() {
    store = openStore();
    snapshot = store.snapshot();
    cursor = snapshot.cursor();
    twin = Twins.reads(engine, twinDirectory());
    Random random = new Random(1);
    int limit = nodeIdLimit(snapshot);
    for (int i = 0; i < SAMPLE; i++) {
      int node = random.nextInt(limit);
      present[i] = Keys.id(Keys.NODE, node);
      // Ids of units count from 1.
      absent[i] = Keys.ids(Keys.DEFINITION, node, 0);
      lower[i] = Keys.id(Keys.FORWARD, node);
      shortUpper[i] = Keys.behind(lower[i]);
      longUpper[i] = Keys.id(Keys.FORWARD, node + LONG_SCAN_NODES);
    }
  }

  @Override
  void close() {
    twin.close();
    snapshot.close();
    store.close();
  }

  /** Looks a key up that is there. */
  @Benchmark
  public long getKeygraph() {
    seen.clear();
    snapshot.get(present[next(SAMPLE)], seen);
    return seen.digest();
  }

  /** The same by hand. */
  @Benchmark
  public long getTwin() {
    seen.clear();
    twin.get(present[next(SAMPLE)], seen);
    return seen.digest();
  }

  /** Looks a key up that is not there. */
  @Benchmark
  public long getAbsentKeygraph() {
    return snapshot.get(absent[next(SAMPLE)], seen) ? 1 : 0;
  }

  /** The same by hand. */
  @Benchmark
  public long getAbsentTwin() {
    return twin.get(absent[next(SAMPLE)], seen) ? 1 : 0;
  }

  /** Looks a key up and copies its value. */
  @Benchmark
  public long getCopyKeygraph() {
    byte[] value = snapshot.get(present[next(SAMPLE)]);
    return value == null ? -1 : kept(value).length;
  }

  /** The same by hand. */
  @Benchmark
  public long getCopyTwin() {
    byte[] value = twin.value(present[next(SAMPLE)]);
    return value == null ? -1 : kept(value).length;
  }

  private long scan(byte[][] upper, ScanDirection direction, Entries entries) {
    int place = next(SAMPLE);
    snapshot.scan(lower[place], upper[place], direction, seen.clear());
    entries.add(seen.entries());
    return seen.digest();
  }

  private long twinForward(byte[][] upper, Entries entries) {
    int place = next(SAMPLE);
    twin.forward(lower[place], upper[place], seen.clear());
    entries.add(seen.entries());
    return seen.digest();
  }

  private long twinBackward(byte[][] upper, Entries entries) {
    int place = next(SAMPLE);
    twin.backward(lower[place], upper[place], seen.clear());
    entries.add(seen.entries());
    return seen.digest();
  }

  /** Scans the edges of a node. */
  @Benchmark
  public long scanShortKeygraph(Entries entries) {
    return scan(shortUpper, ScanDirection.FORWARD, entries);
  }

  /** The same by hand. */
  @Benchmark
  public long scanShortTwin(Entries entries) {
    return twinForward(shortUpper, entries);
  }

  /** Scans the edges of a node, from the last to the first. */
  @Benchmark
  public long scanShortBackKeygraph(Entries entries) {
    return scan(shortUpper, ScanDirection.BACKWARD, entries);
  }

  /** The same by hand. */
  @Benchmark
  public long scanShortBackTwin(Entries entries) {
    return twinBackward(shortUpper, entries);
  }

  /** Scans the edges of neighbouring nodes. */
  @Benchmark
  public long scanLongKeygraph(Entries entries) {
    return scan(longUpper, ScanDirection.FORWARD, entries);
  }

  /** The same by hand. */
  @Benchmark
  public long scanLongTwin(Entries entries) {
    return twinForward(longUpper, entries);
  }

  /** Scans the edges of neighbouring nodes, from the last to the first. */
  @Benchmark
  public long scanLongBackKeygraph(Entries entries) {
    return scan(longUpper, ScanDirection.BACKWARD, entries);
  }

  /** The same by hand. */
  @Benchmark
  public long scanLongBackTwin(Entries entries) {
    return twinBackward(longUpper, entries);
  }

  /** Moves a cursor to a key. */
  @Benchmark
  public long cursorSeekKeygraph() {
    seen.clear();
    if (cursor.seek(lower[next(SAMPLE)])) {
      seen.visit(cursor.key(), cursor.value());
    }
    return seen.digest();
  }

  /** The same by hand. */
  @Benchmark
  public long cursorSeekTwin() {
    twin.seek(lower[next(SAMPLE)], seen.clear());
    return seen.digest();
  }

  /** Moves a cursor to a key, and on. */
  @Benchmark
  public long cursorNextKeygraph(Entries entries) {
    seen.clear();
    boolean found = cursor.seek(lower[next(SAMPLE)]);
    for (int step = 1; found; step++) {
      seen.visit(cursor.key(), cursor.value());
      found = step < STEPS && cursor.next();
    }
    entries.add(seen.entries());
    return seen.digest();
  }

  /** The same by hand. */
  @Benchmark
  public long cursorNextTwin(Entries entries) {
    boolean found = twin.seek(lower[next(SAMPLE)], seen.clear());
    for (int step = 1; found; step++) {
      found = step < STEPS && twin.next(seen);
    }
    entries.add(seen.entries());
    return seen.digest();
  }

  /** Moves a cursor to a key, and back. */
  @Benchmark
  public long cursorPreviousKeygraph(Entries entries) {
    seen.clear();
    boolean found = cursor.seek(lower[next(SAMPLE)]);
    for (int step = 1; found; step++) {
      seen.visit(cursor.key(), cursor.value());
      found = step < STEPS && cursor.previous();
    }
    entries.add(seen.entries());
    return seen.digest();
  }

  /** The same by hand. */
  @Benchmark
  public long cursorPreviousTwin(Entries entries) {
    boolean found = twin.seek(lower[next(SAMPLE)], seen.clear());
    for (int step = 1; found; step++) {
      found = step < STEPS && twin.previous(seen);
    }
    entries.add(seen.entries());
    return seen.digest();
  }

  /** Opens a snapshot and closes it. */
  @Benchmark
  public long snapshotKeygraph() {
    store.snapshot().close();
    return 1;
  }

  /** The same by hand. */
  @Benchmark
  public long snapshotTwin() {
    twin.renew();
    return 1;
  }
}
