package dev.keygraph.engine.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The log stays short, or says why it does not. */
class WriteAheadLogTest {
  private static final String LOG_BYTES = "log-bytes-in-use";
  private static final String REFUSED = "log-restarts-refused";
  private static final String SMALL =
      "checkpoint-size = 100 KiB, log-limit = 1 MiB, log-limit-timeout = ";
  private static final long LIMIT = 1 << 20;

  @TempDir Path directory;

  @Test
  void withoutReadersTheLogStaysShort() {
    try (EngineStore store = open(SMALL + "1 minute")) {
      for (int i = 0; i < 400; i++) {
        write(store, i);
        assertThat(detail(store, LOG_BYTES)).isLessThan(2 * LIMIT);
      }
      assertThat(detail(store, REFUSED)).isZero();
    }
  }

  /** There is always a reader, and none stays: no gap in which the log could begin anew. */
  @Test
  void readersThatOverlapDoNotLetTheLogGrow() throws InterruptedException {
    try (EngineStore store = open(SMALL + "1 minute")) {
      write(store, 0);
      AtomicBoolean done = new AtomicBoolean();
      Thread reader =
          new Thread(
              () -> {
                KvSnapshot last = store.snapshot();
                while (!done.get()) {
                  KvSnapshot next = store.snapshot();
                  last.close();
                  last = next;
                }
                last.close();
              });
      reader.start();
      try {
        for (int i = 0; i < 400; i++) {
          write(store, i);
          assertThat(detail(store, LOG_BYTES)).isLessThan(2 * LIMIT);
        }
        assertThat(detail(store, REFUSED)).isZero();
      } finally {
        done.set(true);
        reader.join();
      }
    }
  }

  @Test
  void aReaderThatStaysIsReportedAndTheLogShrinksAfterIt() {
    PrintStream before = System.err;
    ByteArrayOutputStream warnings = new ByteArrayOutputStream();
    try (EngineStore store = open(SMALL + "50 ms")) {
      write(store, 0);
      try (KvSnapshot held = store.snapshot()) {
        System.setErr(new PrintStream(warnings, true, UTF_8));
        for (int i = 1; i <= 120; i++) {
          write(store, i);
        }
        assertThat(detail(store, LOG_BYTES)).isGreaterThan(4 * LIMIT);
        assertThat(detail(store, REFUSED)).isBetween(2L, 6L);
        assertThat(warnings.toString(UTF_8))
            .contains("write-ahead log")
            .contains("1 connections")
            .contains(directory.toString());
        assertThat(held.get(key(0))).hasSize(40_000);
        assertThat(held.get(key(1))).isNull();
      } finally {
        System.setErr(before);
      }
      for (int i = 0; i < 1000 && detail(store, LOG_BYTES) > LIMIT; i++) {
        write(store, i);
      }
      assertThat(detail(store, LOG_BYTES)).isLessThan(LIMIT);
      assertThat(detail(store, KvStatistics.LOG_BYTES)).isLessThan(3 * LIMIT);
    }
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void aFlushWritesToTheLogOnlyWhereSomethingIsNotSynced(Durability durability) {
    try (EngineStore store = open(durability, "")) {
      write(store, 0);
      long before = detail(store, KvStatistics.LOG_BYTES);
      store.flush();
      long after = detail(store, KvStatistics.LOG_BYTES);
      assertThat(after > before).isEqualTo(durability != Durability.DURABLE);
      store.flush();
      assertThat(detail(store, KvStatistics.LOG_BYTES)).isEqualTo(after);
    }
  }

  private EngineStore open(String settings) {
    return open(Durability.RELAXED, settings);
  }

  private EngineStore open(Durability durability, String settings) {
    return new SqliteEngine()
        .open(
            new EngineOptions(
                directory,
                durability,
                false,
                ConfigFactory.parseString(settings)
                    .withFallback(ConfigFactory.load().getConfig("keygraph.engines.sqlite"))));
  }

  /** Writes about ten pages. */
  private static void write(EngineStore store, int number) {
    try (EngineTransaction transaction = store.begin()) {
      transaction.put(key(number), new byte[40_000]);
      transaction.commit();
    }
  }

  private static byte[] key(int number) {
    return ("key" + number).getBytes(UTF_8);
  }

  private static long detail(EngineStore store, String name) {
    return store.statistics().details().getOrDefault(name, -1L);
  }
}
