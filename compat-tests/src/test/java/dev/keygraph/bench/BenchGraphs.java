package dev.keygraph.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.ScanDirection;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.store.StoredGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The graph that is measured: the one that {@code keygraph index} put into a store. */
final class BenchGraphs {
  private BenchGraphs() {}

  /** Returns the engines to measure: those that {@code keygraph.bench.engines} names, or all. */
  static List<String> engines() {
    String named = System.getProperty("keygraph.bench.engines", "");
    return named.isEmpty() ? Twins.ENGINES : List.of(named.split(","));
  }

  /** Opens a store of an engine as its users would by default. */
  static KvStore openStore(String engineName, Path directory) {
    KvEngine engine = KvEngines.named(engineName);
    Config settings =
        ConfigFactory.defaultReference(engine.getClass().getClassLoader())
            .getConfig("keygraph.engines." + engineName);
    return KvStores.open(engine, new StoreOptions(directory, Durability.DURABLE, false, settings));
  }

  static Graph open(String engineName, Path directory) {
    return StoredGraph.open(openStore(engineName, directory));
  }

  /** Opens the graph that {@code keygraph.bench.store} names. */
  static Graph openSource() {
    String directory = System.getProperty("keygraph.bench.store");
    if (directory == null) {
      throw new IllegalStateException(
          "index something first: keygraph index --store DIR …; then set keygraph.bench.store=DIR");
    }
    return open(System.getProperty("keygraph.bench.store.engine", "lmdb"), Path.of(directory));
  }

  /**
   * Reads the units of the graph that {@code keygraph.bench.store} names: all, or those whose paths
   * begin with one of {@code keygraph.bench.units}, for a smaller graph.
   */
  static List<UnitContent> units() {
    List<String> prefixes = List.of(System.getProperty("keygraph.bench.units", "").split(","));
    List<UnitContent> units = new ArrayList<>();
    try (Graph graph = openSource();
        GraphSnapshot snapshot = graph.snapshot()) {
      snapshot.units(
          info -> {
            if (prefixes.stream().anyMatch(info.path()::startsWith)) {
              units.add(snapshot.unitContent(info.path()).orElseThrow());
            }
            return true;
          });
    }
    return units;
  }

  /** Passes copies of all entries of a store to a sink. */
  static void entries(KvStore store, BiConsumer<byte[], byte[]> sink) {
    try (KvSnapshot snapshot = store.snapshot()) {
      snapshot.scan(
          new byte[0],
          null,
          ScanDirection.FORWARD,
          (key, value) -> {
            sink.accept(key.toByteArray(), value.toByteArray());
            return true;
          });
    }
  }

  static Path newDirectory() {
    try {
      return Files.createTempDirectory("keygraph-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long bytes(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
