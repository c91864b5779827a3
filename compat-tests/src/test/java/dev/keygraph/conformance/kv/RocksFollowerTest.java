package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader of a RocksDB store whose writer deletes logs and tables all the time. */
final class RocksFollowerTest {
  private static final long SEED = 77;
  private static final int TRANSACTIONS = 1500;

  /** What the writer does in one go, while states are read. */
  private static final int STEP = 50;

  @TempDir Path temporary;

  private final KvEngine engine = KvEngines.named("rocks");

  /** With so little memory, every few transactions are written to a table, and their log goes. */
  private final Config settings =
      ConfigFactory.parseString("write-buffer = 64 KiB")
          .withFallback(EngineSettings.defaults(engine));

  private final KillScript script = new KillScript(SEED);
  private final NavigableMap<byte[], byte[]> state = Bytes.map();
  private long number;

  private ChildJvm writer(Path directory) {
    return ChildJvm.start(
        Child.class,
        directory,
        List.of(
            "dev.keygraph.conformance.engines.RocksConformanceTest",
            "WRITE",
            directory.toString(),
            Durability.RELAXED.name(),
            EngineSettings.toArgument(settings),
            Long.toString(SEED)));
  }

  /** Checks that a whole state is seen, none before those that were seen; returns its number. */
  private long check(KvReader reader) {
    long seen = KillScript.numberOf(reader);
    assertThat(seen).isGreaterThanOrEqualTo(number);
    while (number < seen) {
      script.apply(++number, state);
    }
    Entries.check("state " + seen, Entries.forward(reader), Entries.of(state));
    return seen;
  }

  @Test
  void noStateIsTornByLogsAndTablesThatGo() throws Exception {
    Path directory = Files.createDirectory(temporary.resolve("store"));
    StoreOptions options = new StoreOptions(directory, Durability.RELAXED, true, settings);
    try (ChildJvm writer = writer(directory)) {
      writer.expect("at 0");
      writer.send("20");
      writer.expect("at 20");
      try (KvStore reader = KvStores.open(engine, options);
          KvSnapshot old = reader.snapshot()) {
        List<Entry> before = Entries.checked(old);
        assertThat(check(old)).isEqualTo(20);
        for (int end = 20 + STEP; end <= 20 + TRANSACTIONS; end += STEP) {
          writer.send(Integer.toString(STEP));
          for (long last = 0; last < end; ) {
            try (KvSnapshot snapshot = reader.snapshot()) {
              last = check(snapshot);
            }
          }
          writer.expect("at " + end);
        }
        Entries.check("the old snapshot", Entries.checked(old), before);
      }
      Path copy = temporary.resolve("copy");
      try (KvStore reader = KvStores.open(engine, options)) {
        reader.backup(copy);
      }
      writer.kill();
      StoreOptions copied = new StoreOptions(copy, Durability.DURABLE, false, settings);
      try (KvStore store = KvStores.open(engine, copied);
          KvSnapshot snapshot = store.snapshot()) {
        assertThat(check(snapshot)).isEqualTo(20 + TRANSACTIONS);
      }
      assertThat(tables(directory)).as("what was written to tables").isGreaterThan(9);
    }
  }

  /** RocksDB numbers all its files, one after the other. */
  private static long tables(Path directory) throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d+\\.sst"))
          .mapToLong(name -> Long.parseLong(name.substring(0, name.indexOf('.'))))
          .max()
          .orElse(0);
    }
  }
}
