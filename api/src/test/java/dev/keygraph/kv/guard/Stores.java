package dev.keygraph.kv.guard;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.ScanDirection;
import dev.keygraph.kv.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What the tests of the guard say often. */
final class Stores {
  static final byte[] NOTHING = {};

  private Stores() {}

  static KvStore open(KvEngine engine, Path directory) {
    return open(engine, directory, Durability.DURABLE, false);
  }

  static KvStore open(KvEngine engine, Path directory, Durability durability, boolean readOnly) {
    return KvStores.open(
        engine, new StoreOptions(directory, durability, readOnly, ConfigFactory.empty()));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes keys, each with itself as its value, in one transaction. */
  static void put(KvStore store, String... keys) {
    store.write(
        transaction -> {
          for (String key : keys) {
            transaction.put(bytes(key), bytes(key));
          }
          return true;
        });
  }

  static List<String> keys(KvStore store) {
    try (KvSnapshot snapshot = store.snapshot()) {
      return keys(snapshot);
    }
  }

  static List<String> keys(KvReader reader) {
    List<String> keys = new ArrayList<>();
    reader.scan(
        NOTHING,
        null,
        ScanDirection.FORWARD,
        (key, value) -> keys.add(new String(key.toByteArray(), StandardCharsets.UTF_8)));
    return keys;
  }

  /** Runs something on a thread of its own. */
  static <T> CompletableFuture<T> async(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /** Waits until a thread waits for something. */
  static void awaitBlocked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  static void copyTree(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<String> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
