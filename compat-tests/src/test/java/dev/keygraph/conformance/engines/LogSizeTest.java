package dev.keygraph.conformance.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The size of an engine's log is among its figures where it has one. */
final class LogSizeTest {
  private static final int COMMITS = 20;
  private static final int VALUE = 10_000;

  @TempDir Path temporary;

  private KvStore open(String name) {
    KvEngine engine = KvEngines.named(name);
    Durability level = engine.traits().persistent() ? Durability.DURABLE : Durability.UNSAFE;
    return KvStores.open(
        engine,
        new StoreOptions(temporary.resolve(name), level, false, EngineSettings.defaults(engine)));
  }

  private static void write(KvStore store, int number) {
    store.write(
        transaction -> {
          transaction.put(new byte[] {(byte) number}, new byte[VALUE]);
          return true;
        });
  }

  private static long logBytes(KvStatistics statistics) {
    assertThat(statistics.details()).containsKey(KvStatistics.LOG_BYTES);
    return statistics.details().getOrDefault(KvStatistics.LOG_BYTES, -1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rocks", "xodus", "mapdb", "sqlite"})
  void itGrowsWithCommitsWithinTheSizeOnDisk(String name) {
    try (KvStore store = open(name)) {
      long most = 0;
      long before = logBytes(store.statistics());
      for (int i = 0; i < COMMITS; i++) {
        write(store, i);
        KvStatistics statistics = store.statistics();
        long log = logBytes(statistics);
        assertThat(log).isBetween(0L, statistics.bytesOnDisk());
        most = Math.max(most, log);
      }
      assertThat(most).isGreaterThan(before + VALUE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lmdb", "memory"})
  void whatHasNoLogHasNoSizeOfOne(String name) {
    try (KvStore store = open(name)) {
      write(store, 0);
      assertThat(store.statistics().details()).doesNotContainKey(KvStatistics.LOG_BYTES);
    }
  }
}
