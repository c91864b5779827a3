package dev.keygraph;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.graph.Graph;
import dev.keygraph.kv.KvEngine;
import java.nio.file.Path;
import java.util.Map;

/**
 * Opens graphs.
 *
 * <pre>{@code
 * try (Graph graph = KeyGraph.open(Path.of("graph"))) {
 *   graph.writer().replaceUnit(
 *       UnitContent.builder("A.java")
 *           .define("A#run()V", NodeKind.FUNCTION)
 *           .edge("A#run()V", EdgeKind.CALLS, "B#stop()V")
 *           .build());
 *   try (GraphSnapshot snapshot = graph.snapshot()) {
 *     int stop = snapshot.node("B#stop()V");
 *     GraphQueries.over(snapshot).callers(stop, QueryLimits.none()).nodes();
 *   }
 * }
 * }</pre>
 *
 * <p>Everything about the store comes from a configuration, which {@code reference.conf} describes:
 * what a method is passed, over system properties ({@code -Dkeygraph.engine=rocks}), over
 * environment variables ({@code KEYGRAPH_ENGINE}), over a file, over the defaults. All of it is
 * checked: a key that does not exist or a value that cannot be is a {@link ConfigurationException}.
 *
 * <p>Where nobody chose an engine, a store that exists is opened with the one that wrote it.
 * Opening it with another one is a {@link dev.keygraph.kv.KvWrongFormatException} that names both;
 * an engine that is not on the class path is an error that names its Maven coordinates.
 *
 * <p>All methods throw {@link dev.keygraph.kv.KvException}s of what can go wrong with the store: it
 * is locked by another process, damaged, written by a newer version. Nothing stays open then. The
 * caller closes what it gets. Thread-safe.
 */
public final class KeyGraph {
  private static final String DIRECTORY = "keygraph.directory";
  private static final String ENGINE = "keygraph.engine";
  private static final String READ_ONLY = "keygraph.read-only";

  private KeyGraph() {}

  /**
   * Opens the graph that the configuration of this process describes: the file that the system
   * property {@code keygraph.config} or the environment variable {@code KEYGRAPH_CONFIG} names,
   * else {@code application.conf} on the class path.
   */
  public static Graph open() {
    return open(Map.of());
  }

  /**
   * Opens the graph in a directory, configured otherwise as by {@link #open()}.
   *
   * @param directory made if it does not exist
   */
  public static Graph open(Path directory) {
    return open(Map.of(DIRECTORY, directory.toString()));
  }

  /**
   * Opens the graph in a directory with an engine, configured otherwise as by {@link #open()}.
   *
   * @param directory made if it does not exist
   * @param engine the engine's name, such as {@code lmdb}
   */
  public static Graph open(Path directory, String engine) {
    return open(Map.of(DIRECTORY, directory.toString(), ENGINE, engine));
  }

  /** Opens the graph in a directory without ever writing; the graph exists already. */
  public static Graph openReadOnly(Path directory) {
    return open(Map.of(DIRECTORY, directory.toString(), READ_ONLY, true));
  }

  /** Opens an empty graph that lives in memory, and is gone when it is closed. */
  public static Graph inMemory() {
    return open(Map.of(ENGINE, "memory", "keygraph.durability", "unsafe", READ_ONLY, false));
  }

  /** Opens the graph that {@code config} describes, in place of a file. */
  public static Graph open(Config config) {
    return open(Settings.load(ConfigFactory.empty(), config));
  }

  /**
   * Opens the graph that {@code config} describes, in place of a file, with an engine that was
   * chosen at compile time.
   */
  public static Graph open(KvEngine engine, Config config) {
    Config arguments = ConfigFactory.parseMap(Map.of(ENGINE, engine.name()), "the chosen engine");
    return open(Settings.load(arguments, config), engine);
  }

  /** Opens the graph that settings describe. */
  public static Graph open(Settings settings) {
    return open(settings, settings.findEngine());
  }

  private static Graph open(Map<String, Object> arguments) {
    Config passed = ConfigFactory.parseMap(arguments, "arguments of KeyGraph.open");
    return open(Settings.load(passed, Settings.userFile()));
  }

  private static Graph open(Settings settings, KvEngine engine) {
    try {
      return DaggerGraphComponent.factory().create(settings, engine).graph();
    } catch (ConfigException e) {
      // An engine met a value that it cannot read or use.
      throw ConfigurationCheck.translate(e);
    }
  }
}
