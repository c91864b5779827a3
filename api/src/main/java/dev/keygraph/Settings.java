package dev.keygraph;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.LeakDetection;
import dev.keygraph.kv.SnapshotOptions;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.store.HotTierOptions;
import dev.keygraph.store.WarmUpMode;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A checked configuration of one graph. Immutable.
 *
 * <p>{@link KeyGraph} has shorter ways to open a graph; this is for programs that want to see what
 * is configured, or that have arguments of their own.
 */
public final class Settings {
  static final String ON_ENGINE_CHANGE = "keygraph.on-engine-change";
  static final String REFUSE = "refuse";
  static final String MIGRATE = "migrate";
  static final String WARN_BACKLOG = "keygraph.changes.warn-backlog";
  static final String WARM_UP = "keygraph.hot-tier.warm-up";

  private final Config config;
  private final boolean engineIsStated;
  private final boolean durabilityIsStated;

  /**
   * Takes a configuration that was checked.
   *
   * @param config complete
   * @param stated the same without the defaults
   */
  Settings(Config config, Config stated) {
    this.config = config;
    this.engineIsStated = stated.hasPath("keygraph.engine");
    this.durabilityIsStated = stated.hasPath("keygraph.durability");
  }

  /**
   * Puts the layers of a configuration together and checks them: {@code arguments} over system
   * properties over environment variables over {@code file} over the defaults.
   *
   * @param arguments what a program was passed, such as {@code keygraph.directory}
   * @param file what a user wrote down
   * @throws ConfigurationException with all that is wrong
   */
  public static Settings load(Config arguments, Config file) {
    return ConfigurationLoader.ofProcess().load(arguments, file);
  }

  /**
   * Reads the file that the system property {@code keygraph.config} or the environment variable
   * {@code KEYGRAPH_CONFIG} names, else {@code application.conf} on the class path, for {@link
   * #load}.
   *
   * @throws ConfigurationException if the file is absent, or is no HOCON
   */
  public static Config userFile() {
    return ConfigurationLoader.ofProcess().userFile();
  }

  /**
   * Reads a file, for {@link #load}.
   *
   * @throws ConfigurationException if the file is absent, or is no HOCON
   */
  public static Config file(Path file) {
    return ConfigurationLoader.file(file);
  }

  /** Returns where the store is, or will be. */
  public Path directory() {
    return Path.of(config.getString("keygraph.directory"));
  }

  /**
   * Returns the name of the engine to open the store with: the one that somebody chose, else the
   * one that wrote the store, else the default.
   */
  public String engine() {
    String configured = config.getString("keygraph.engine");
    return engineIsStated ? configured : KvStores.engineOf(directory()).orElse(configured);
  }

  /** Returns whether somebody chose the engine, so that it is not the mere default. */
  public boolean engineIsStated() {
    return engineIsStated;
  }

  /** Returns the level of commits that is asked for. */
  public Durability durability() {
    return Durability.valueOf(config.getString("keygraph.durability").toUpperCase(Locale.ROOT));
  }

  /**
   * Returns whether a store of another engine than the one that somebody chose is migrated when it
   * is opened, and not refused.
   */
  public boolean migratesOnEngineChange() {
    return config.getString(ON_ENGINE_CHANGE).equals(MIGRATE);
  }

  /** Returns whether nothing may be written. */
  public boolean isReadOnly() {
    return config.getBoolean("keygraph.read-only");
  }

  /** Returns the whole configuration, complete and resolved. */
  public Config config() {
    return config;
  }

  /**
   * Returns the engine to open the store with.
   *
   * @throws dev.keygraph.kv.KvUnsupportedException if it is not on the class path
   */
  KvEngine findEngine() {
    return KvEngines.named(engine());
  }

  /** Returns of how many changed units listeners may not have heard before the log says so. */
  long warnBacklog() {
    return config.getLong(WARN_BACKLOG);
  }

  /** Returns how much of the graph may be kept in memory. */
  HotTierOptions hotTierOptions() {
    Config hotTier = config.getConfig("keygraph.hot-tier");
    return new HotTierOptions(
        hotTier.getBoolean("enabled"),
        hotTier.getBytes("max-memory"),
        hotTier.getBytes("max-symbol-memory"),
        WarmUpMode.valueOf(config.getString(WARM_UP).toUpperCase(Locale.ROOT)));
  }

  /**
   * Returns how to open a store of an engine. One that keeps nothing is opened at the level that it
   * has, unless somebody asked for another one.
   */
  StoreOptions storeOptions(KvEngine chosen) {
    String section = "keygraph.engines." + chosen.name();
    boolean promisesNothing = !durabilityIsStated && !chosen.traits().persistent();
    return new StoreOptions(
        directory(),
        promisesNothing ? Durability.UNSAFE : durability(),
        isReadOnly(),
        config.hasPath(section) ? config.getConfig(section) : ConfigFactory.empty(),
        snapshotOptions());
  }

  /** Returns what happens to snapshots that stay open. */
  private SnapshotOptions snapshotOptions() {
    return new SnapshotOptions(
        config.getDuration(SnapshotOptions.MAX_AGE),
        config.getDuration(SnapshotOptions.WARN_AGE),
        config.getBytes(SnapshotOptions.WARN_WRITTEN),
        LeakDetection.valueOf(
            config.getString(SnapshotOptions.LEAK_DETECTION).toUpperCase(Locale.ROOT)));
  }
}
