package dev.keygraph.conformance.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.conformance.kv.Child;
import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvOutOfSpaceException;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader whose map is smaller than that of the writer in another process. */
final class LmdbMapGrowthTest {
  /** Where the child's script keeps the number of its last transaction. */
  private static final byte[] NUMBER = {0};

  @TempDir Path temporary;

  private final KvEngine engine = KvEngines.named("lmdb");

  private Config settings(String mapSize) {
    return ConfigFactory.parseString("map-size = " + mapSize)
        .withFallback(EngineSettings.defaults(engine));
  }

  private ChildJvm writer(Path directory, String mapSize) {
    return ChildJvm.start(
        Child.class,
        directory,
        List.of(
            LmdbConformanceTest.class.getName(),
            "WRITE",
            directory.toString(),
            Durability.RELAXED.name(),
            EngineSettings.toArgument(settings(mapSize)),
            "7"));
  }

  private static long number(KvReader reader) {
    return ByteBuffer.wrap(Objects.requireNonNull(reader.get(NUMBER))).getLong();
  }

  @Test
  void aReaderFollowsAWriterWithALargerMap() throws Exception {
    Path directory = Files.createDirectory(temporary.resolve("store"));
    try (ChildJvm writer = writer(directory, "512 KiB")) {
      writer.expect("at 0");
      writer.send("1");
      writer.expect("at 1");
      writer.send("close");
      writer.expectSuccess();
    }
    StoreOptions options =
        new StoreOptions(directory, Durability.RELAXED, true, settings("512 KiB"));
    try (KvStore reader = KvStores.open(engine, options);
        ChildJvm writer = writer(directory, "1 GiB")) {
      writer.expect("at 1");
      try (KvSnapshot old = reader.snapshot()) {
        writer.send("300");
        writer.expect("at 301");
        assertThatThrownBy(reader::snapshot)
            .isInstanceOf(KvOutOfSpaceException.class)
            .hasMessageContaining("map-size");
        assertThat(number(old)).isEqualTo(1);
      }
      try (KvSnapshot now = reader.snapshot()) {
        assertThat(number(now)).isEqualTo(301);
      }
      assertThat(reader.statistics().details()).containsEntry("map-bytes", 1L << 30);
    }
  }
}
