package dev.keygraph.conformance.support;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.keygraph.kv.KvEngine;

/** Where the settings of engines under test come from. */
public final class EngineSettings {
  private EngineSettings() {}

  /**
   * Returns what an engine's {@code reference.conf} says under {@code keygraph.engines.NAME}, or
   * nothing if it has none.
   */
  public static Config defaults(KvEngine engine) {
    Config defaults = ConfigFactory.defaultReference(engine.getClass().getClassLoader());
    String path = "keygraph.engines." + engine.name();
    return defaults.hasPath(path) ? defaults.getConfig(path) : ConfigFactory.empty();
  }

  /** Returns settings as an argument for a child, which need not look for them again. */
  public static String toArgument(Config settings) {
    return settings.root().render(ConfigRenderOptions.concise());
  }

  /** Returns the settings that an argument holds. */
  public static Config ofArgument(String argument) {
    return ConfigFactory.parseString(argument);
  }
}
