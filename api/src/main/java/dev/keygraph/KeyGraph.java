package dev.keygraph;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.graph.Graph;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvReadOnlyException;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.operations.GraphOperations;
import dev.keygraph.operations.MigrationReport;
import dev.keygraph.operations.Migrations;
import dev.keygraph.operations.RepairReport;
import dev.keygraph.operations.Repairs;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * Opening it with another one is a {@link KvWrongFormatException} that names both and the command
 * that migrates the store, or migrates it, as {@code keygraph.on-engine-change} says; an engine
 * that is not on the class path is an error that names its Maven coordinates.
 *
 * <p>All methods throw {@link dev.keygraph.kv.KvException}s of what can go wrong with the store: it
 * is locked by another process, damaged, written by a newer version. Nothing stays open then. The
 * caller closes what it gets. Thread-safe.
 */
public final class KeyGraph {
  private static final Logger LOG = LoggerFactory.getLogger(KeyGraph.class);
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

  /**
   * Opens the graph in a directory without ever writing; the graph exists already. With an engine
   * that has readers beside a writer of another process (LMDB, SQLite), each snapshot shows the
   * last commit of that; with another one, nobody may have it open for writing.
   */
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

  /**
   * Opens the store that settings describe without the graph in it, for the keeper's operations:
   * {@link dev.keygraph.operations.GraphOperations} may look at one that is too damaged to open as
   * a graph.
   */
  public static KvStore openStore(Settings settings) {
    return openStore(settings, KvStores::open);
  }

  private static KvStore openStore(
      Settings settings, BiFunction<KvEngine, StoreOptions, KvStore> opener) {
    KvEngine engine = settings.findEngine();
    try {
      return opener.apply(engine, settings.storeOptions(engine));
    } catch (ConfigException e) {
      throw ConfigurationCheck.translate(e);
    }
  }

  /**
   * Migrates the store that settings describe to another engine; see {@link Migrations#migrate}.
   *
   * @param settings name the store; the engine that wrote it is asked of the store itself
   * @param engine the name of the engine that it is for
   */
  public static MigrationReport migrate(Settings settings, String engine, KvProgress progress) {
    return migrate(settings, KvEngines.named(engine), progress);
  }

  private static MigrationReport migrate(Settings settings, KvEngine to, KvProgress progress) {
    if (settings.isReadOnly()) {
      throw new KvReadOnlyException(
          "the store " + settings.directory() + " is to be opened read-only, and not migrated");
    }
    String writer =
        KvStores.engineOf(settings.directory())
            .orElseThrow(
                () -> new KvWrongFormatException("there is no store in " + settings.directory()));
    KvEngine from = KvEngines.named(writer);
    try {
      return Migrations.migrate(
          from, settings.storeOptions(from), to, settings.storeOptions(to), progress);
    } catch (ConfigException e) {
      throw ConfigurationCheck.translate(e);
    }
  }

  /**
   * Repairs the store that settings describe into a new one: {@link GraphOperations#repairInto}
   * says how. The damaged one is never written, and may be too damaged to be opened otherwise.
   * Where the repair fails, nothing is left of the new one.
   *
   * @param damaged name the damaged store
   * @param target name the new one; there is none yet
   * @param listed how many findings of each part are listed, 1 or more
   * @throws dev.keygraph.kv.KvCorruptedException if nothing can be read
   * @throws dev.keygraph.kv.KvException if there is a store in the target
   */
  public static RepairReport repair(
      Settings damaged, Settings target, int listed, KvProgress progress) {
    try (KvStore store = openStore(damaged, KvStores::openDamaged)) {
      GraphOperations operations =
          GraphOperations.of(store).withListed(listed).withProgress(progress);
      return Repairs.repair(operations, target.directory(), () -> open(target));
    }
  }

  /** Migrates a store of another engine, where the settings say so. */
  private static void migrateIfChanged(Settings settings, KvEngine engine) {
    if (!settings.migratesOnEngineChange()
        || settings.isReadOnly()
        || !engine.traits().persistent()) {
      return;
    }
    Optional<String> writer = KvStores.engineOf(settings.directory());
    if (writer.isPresent() && !writer.get().equals(engine.name())) {
      LOG.info(
          "migrating the store {} from {} to {}",
          settings.directory(),
          writer.get(),
          engine.name());
      MigrationReport report = migrate(settings, engine, KvProgress.SILENT);
      LOG.info("migrated {} entries in {}", report.entries(), report.duration());
    }
  }

  private static Graph open(Settings settings, KvEngine engine) {
    migrateIfChanged(settings, engine);
    try {
      return DaggerGraphComponent.factory().create(settings, engine).graph();
    } catch (ConfigException e) {
      // An engine met a value that it cannot read or use.
      throw ConfigurationCheck.translate(e);
    }
  }
}
