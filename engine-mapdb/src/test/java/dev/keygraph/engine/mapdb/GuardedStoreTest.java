package dev.keygraph.engine.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as callers get it: found by its service, behind the guard. */
final class GuardedStoreTest {
  @TempDir Path directory;
  private final NavigableMap<byte[], byte[]> model = Stores.model();

  private static KvEngine engine() {
    return ServiceLoader.load(KvEngine.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(engine -> engine.name().equals("mapdb"))
        .findFirst()
        .orElseThrow();
  }

  private static KvStore open(Path directory, boolean readOnly) {
    return KvStores.open(
        engine(),
        new StoreOptions(directory, Durability.DURABLE, readOnly, Stores.settings(Stores.EAGER)));
  }

  private void put(KvStore store, int from, int to) {
    store.write(
        transaction -> {
          for (int i = from; i < to; i++) {
            byte[] key = ByteBuffer.allocate(4).putInt(i * 7).array();
            byte[] value = new byte[i % 500];
            transaction.put(key, value);
            model.put(key, value);
          }
          return to;
        });
  }

  private void check(KvStore store) {
    try (KvSnapshot snapshot = store.snapshot()) {
      Stores.checkAll(snapshot, model);
    }
  }

  @Test
  void rebuildsBacksUpCompactsAndReopens(@TempDir Path target) {
    Path copy = target.resolve("copy");
    try (KvStore store = open(directory, false)) {
      put(store, 0, 3_000);
      check(store);
      store.rebuild(
          loader ->
              model.forEach((key, value) -> loader.put(key, 0, key.length, value, 0, value.length)),
          snapshots -> Stores.checkAll(snapshots.get(), model));
      put(store, 2_000, 5_000);
      store.compact();
      store.backup(copy);
      check(store);
    }
    for (Path each : new Path[] {directory, copy}) {
      try (KvStore store = open(each, true)) {
        check(store);
      }
    }
    try (KvStore store = open(copy, false)) {
      put(store, 5_000, 6_000);
      assertThat(store.statistics().bytesOnDisk()).isPositive();
      check(store);
    }
  }
}
