package dev.keygraph.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.graph.Graph;
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
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Opens, copies and removes what is measured. */
final class BenchGraphs {
  private BenchGraphs() {}

  /** Opens a store of an engine as its users would by default. */
  static KvStore openStore(String engineName, Path directory) {
    return openStore(engineName, directory, Durability.DURABLE);
  }

  /** Opens a store of an engine as its users would by default, but for the durability. */
  static KvStore openStore(String engineName, Path directory, Durability durability) {
    KvEngine engine = KvEngines.named(engineName);
    Config settings =
        ConfigFactory.defaultReference(engine.getClass().getClassLoader())
            .getConfig("keygraph.engines." + engineName);
    return KvStores.open(engine, new StoreOptions(directory, durability, false, settings));
  }

  static Graph open(String engineName, Path directory) {
    return StoredGraph.open(openStore(engineName, directory));
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

  /** Replaces the content of a store by another's. */
  static void copy(KvStore from, KvStore to) {
    to.rebuild(
        loader ->
            entries(from, (key, value) -> loader.put(key, 0, key.length, value, 0, value.length)),
        snapshots -> {});
  }

  static Path newDirectory() {
    try {
      return Files.createTempDirectory("keygraph-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an import promises at its end: files and directories are on stable storage. */
  static void sync(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        boolean names = Files.isDirectory(path);
        try (FileChannel channel =
            FileChannel.open(path, names ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
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
