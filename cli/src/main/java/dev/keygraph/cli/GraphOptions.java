package dev.keygraph.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.Settings;
import dev.keygraph.kv.KvStores;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which graph a command works on. */
final class GraphOptions {
  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "The store's directory (default: as configured, else ./.keygraph).")
  private @Nullable Path store;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      completionCandidates = EngineNames.class,
      description =
          "${COMPLETION-CANDIDATES} (default: the one that wrote the store, else as configured).")
  private @Nullable String engine;

  @Option(
      names = "--durability",
      paramLabel = "LEVEL",
      description = "durable, relaxed or unsafe (default: as configured, else durable).")
  private @Nullable String durability;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A configuration file (HOCON), in place of the one that -Dkeygraph.config or"
              + " KEYGRAPH_CONFIG names.")
  private @Nullable Path config;

  /** Returns the directory that was named, if one was. */
  @Nullable Path store() {
    return store;
  }

  /** Returns the engine that was named, if one was. */
  @Nullable String engine() {
    return engine;
  }

  /**
   * Returns what the options and the configuration say.
   *
   * @param readOnly whether the command writes nothing
   * @throws dev.keygraph.ConfigurationException if they cannot be used
   */
  Settings settings(boolean readOnly) {
    return Settings.load(arguments(readOnly), file());
  }

  /**
   * Returns the same for another directory and engine, to be written.
   *
   * @throws dev.keygraph.ConfigurationException if they cannot be used
   */
  Settings settings(Path otherStore, String otherEngine) {
    Config other =
        ConfigFactory.parseMap(
            Map.of("keygraph.directory", otherStore.toString(), "keygraph.engine", otherEngine),
            "command line");
    return Settings.load(other.withFallback(arguments(false)), file());
  }

  /**
   * Returns the same for reading a store that another engine may have written.
   *
   * @throws dev.keygraph.ConfigurationException if they cannot be used
   */
  Settings settingsToRead(Path otherStore) {
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("keygraph.directory", otherStore.toString());
    KvStores.engineOf(otherStore).ifPresent(name -> other.put("keygraph.engine", name));
    Config arguments = ConfigFactory.parseMap(other, "command line");
    return Settings.load(arguments.withFallback(arguments(true)), file());
  }

  private Config file() {
    return config == null ? Settings.userFile() : Settings.file(config);
  }

  private Config arguments(boolean readOnly) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    if (store != null) {
      arguments.put("keygraph.directory", store.toString());
    }
    if (engine != null) {
      arguments.put("keygraph.engine", engine);
    }
    if (durability != null) {
      arguments.put("keygraph.durability", durability);
    }
    if (readOnly) {
      arguments.put("keygraph.read-only", true);
    }
    // A command asks once: what it would keep in memory, it would read for nothing.
    arguments.put("keygraph.hot-tier.enabled", false);
    return ConfigFactory.parseMap(arguments, "command line");
  }
}
