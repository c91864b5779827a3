package dev.keygraph.bench;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The twins of each engine, by the engine's name. */
final class Twins {

  /** How a twin fills a directory, and opens it to read or to write. */
  private record Registration(
      Function<Path, WriteTwin.Loader> loader,
      Function<Path, ReadTwin> reads,
      BiFunction<Path, Durability, WriteTwin> writes) {}

  private static final String JOURNALED = "mapdb";

  private static final Map<String, Registration> TWINS = new LinkedHashMap<>();

  static {
    TWINS.put("lmdb", new Registration(LmdbWrites::loader, LmdbTwin::new, LmdbWrites::new));
    TWINS.put("rocks", new Registration(RocksWrites::loader, RocksTwin::new, RocksWrites::new));
    TWINS.put("xodus", new Registration(XodusWrites::loader, XodusTwin::new, XodusWrites::new));
    TWINS.put(
        JOURNALED,
        new Registration(
            MapDbWrites::loader, MapDbTwin::new, (path, durability) -> new MapDbWrites(path)));
    TWINS.put("sqlite", new Registration(SqliteWrites::loader, SqliteTwin::new, SqliteWrites::new));
  }

  /** The engines that have one. */
  static final List<String> ENGINES = List.copyOf(TWINS.keySet());

  private Twins() {}

  static WriteTwin.Loader loader(String engine, Path directory) {
    return registration(engine).loader().apply(directory);
  }

  /** Fills a directory with the entries of a store. */
  static void load(String engine, Path directory, KvStore entries) {
    try (WriteTwin.Loader loader = loader(engine, directory)) {
      BenchGraphs.entries(entries, loader::put);
    }
  }

  /** Opens what {@link #loader} filled, to read. */
  static ReadTwin reads(String engine, Path directory) {
    return registration(engine).reads().apply(directory);
  }

  /** Opens the same for questions about nodes below a limit. */
  static Twin open(String engine, Path directory, int nodeIdLimit) {
    return new Twin(reads(engine, directory), nodeIdLimit);
  }

  /**
   * Fills an empty directory and opens it for writes. MapDB as it ships loses what a killed process
   * committed, so its twin at the levels that forbid this is our own volume.
   *
   * @param entries what to fill it with
   */
  static WriteTwin writes(String engine, Path directory, Durability durability, KvStore entries) {
    if (engine.equals(JOURNALED) && durability != Durability.UNSAFE) {
      KvStore store = BenchGraphs.openStore(engine, directory, durability);
      BenchGraphs.copy(entries, store);
      return new StoreWrites(store);
    }
    load(engine, directory, entries);
    return registration(engine).writes().apply(directory, durability);
  }

  private static Registration registration(String engine) {
    Registration registration = TWINS.get(engine);
    if (registration == null) {
      throw new IllegalArgumentException("no twin for " + engine);
    }
    return registration;
  }
}
