package dev.keygraph;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.engine.mapdb.MapDbEngine;
import dev.keygraph.fuzz.Scratch;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.memory.MemoryEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Whatever a configuration says, it can be used, or its error says what is wrong. */
final class ConfigurationFuzzTest {
  private static final Path DIRECTORY = Scratch.directory("configuration");

  @FuzzTest
  void file(byte[] bytes) throws IOException {
    Path file = DIRECTORY.resolve("application.conf");
    Files.write(file, bytes);
    try {
      Settings settings =
          new ConfigurationLoader(Map.of(), new Properties())
              .load(ConfigFactory.empty(), ConfigurationLoader.file(file));
      use(settings);
    } catch (ConfigurationException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static void use(Settings settings) {
    assertThat(settings.directory()).isNotNull();
    settings.durability();
    settings.isReadOnly();
    settings.migratesOnEngineChange();
    settings.hotTierOptions();
    for (KvEngine engine : List.of(new MemoryEngine(), new MapDbEngine())) {
      settings.storeOptions(engine);
    }
  }
}
