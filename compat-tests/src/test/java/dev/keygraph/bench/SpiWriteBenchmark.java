package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.ScanDirection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes to small stores, ours and the twin's, which hold the same few thousand edges of the graph.
 */
@SuppressWarnings("NullAway.Init") // JMH opens it
public abstract class SpiWriteBenchmark extends EngineBenchmark {
  private static final int ENTRIES = 1 << 13;
  private static final int COMPARISONS = 4;
  private static final byte[] LOWER = Keys.tag(Keys.FORWARD);
  private static final byte[] UPPER = Keys.behind(LOWER);

  private final List<byte[]> keyList = new ArrayList<>();
  private final List<byte[]> valueList = new ArrayList<>();
  private final Seen state = new Seen();
  private Path directory;

  /** The keys that the stores hold. */
  byte[][] keys;

  /** Their values. */
  byte[][] values;

  /** Ours. */
  KvStore store;

  /** The twin's. */
  WriteTwin twin;

  /** Returns how durable commits are. */
  abstract Durability durability();

  @Override
  final void open() throws IOException {
    directory = BenchGraphs.newDirectory();
    store = BenchGraphs.openStore(engine, directory.resolve("ours"), durability());
    try (KvStore graph = openStore();
        KvSnapshot snapshot = graph.snapshot()) {
      snapshot.scan(
          LOWER,
          UPPER,
          ScanDirection.FORWARD,
          (key, value) -> {
            keyList.add(key.toByteArray());
            valueList.add(value.toByteArray());
            return keyList.size() < ENTRIES;
          });
    }
    keys = keyList.toArray(byte[][]::new);
    values = valueList.toArray(byte[][]::new);
    store.rebuild(
        loader -> {
          for (int i = 0; i < keys.length; i++) {
            loader.put(keys[i], 0, keys[i].length, values[i], 0, values[i].length);
          }
        },
        snapshots -> {});
    Path twinDirectory = Files.createDirectory(directory.resolve("twin"));
    twin = Twins.writes(engine, twinDirectory, durability(), store);
  }

  @Override
  final int comparisons() {
    return COMPARISONS;
  }

  @Override
  final void compareStates() {
    state.clear();
    try (KvSnapshot snapshot = store.snapshot()) {
      snapshot.scan(LOWER, UPPER, ScanDirection.FORWARD, state);
    }
    long ours = state.digest();
    twin.begin(/* reads= */ true);
    twin.forward(LOWER, UPPER, state.clear());
    twin.commit();
    if (ours != state.digest()) {
      throw new IllegalStateException("keygraph and its twin wrote different entries");
    }
  }

  @Override
  final void close() {
    twin.close();
    store.close();
    BenchGraphs.delete(directory);
  }
}
