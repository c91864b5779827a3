package dev.keygraph.bench;

import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.ScanDirection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A sorted load that replaces what was there, durably. The twin loads into a new directory, and
 * removes the one before.
 */
@SuppressWarnings("NullAway.Init") // JMH opens it
public class SpiLoadBenchmark extends EngineBenchmark {
  private static final int ENTRIES = 1 << 16;

  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> values = new ArrayList<>();
  private Path directory;
  private KvStore store;
  private int loads;

  @Override
  void open() {
    directory = BenchGraphs.newDirectory();
    store = BenchGraphs.openStore(engine, directory.resolve("ours"));
    try (KvStore graph = openStore();
        KvSnapshot snapshot = graph.snapshot()) {
      snapshot.scan(
          new byte[0],
          null,
          ScanDirection.FORWARD,
          (key, value) -> {
            keys.add(key.toByteArray());
            values.add(value.toByteArray());
            return keys.size() < ENTRIES;
          });
    }
  }

  @Override
  int comparisons() {
    return 1;
  }

  @Override
  void close() {
    store.close();
    BenchGraphs.delete(directory);
  }

  /** Loads. */
  @Benchmark
  public long loadKeygraph(Entries entries) {
    store.rebuild(
        loader -> {
          for (int i = 0; i < keys.size(); i++) {
            byte[] key = keys.get(i);
            byte[] value = values.get(i);
            loader.put(key, 0, key.length, value, 0, value.length);
          }
        },
        snapshots -> {});
    return entries.add(keys.size());
  }

  /** The same by hand. */
  @Benchmark
  public long loadTwin(Entries entries) throws IOException {
    Path before = directory.resolve("twin" + loads++);
    Path next = Files.createDirectory(directory.resolve("twin" + loads));
    try (WriteTwin.Loader loader = Twins.loader(engine, next)) {
      for (int i = 0; i < keys.size(); i++) {
        loader.put(keys.get(i), values.get(i));
      }
    }
    BenchGraphs.sync(next);
    if (Files.exists(before)) {
      BenchGraphs.delete(before);
    }
    return entries.add(keys.size());
  }
}
