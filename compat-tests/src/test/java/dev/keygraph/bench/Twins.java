package dev.keygraph.bench;

import dev.keygraph.kv.KvStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The twin of each engine, by the engine's name. */
final class Twins {

  /** How a twin fills a directory and opens it again. */
  private record Registration(
      Function<Path, Twin.Loader> loader,
      Opener opener,
      Function<Path, Twin.Committer> committer) {}

  /** Opens a twin for nodes below a limit. */
  @FunctionalInterface
  private interface Opener {
    Twin open(Path directory, int nodeIdLimit);
  }

  private static final String JOURNALED = "mapdb";

  private static final Map<String, Registration> TWINS = new LinkedHashMap<>();

  static {
    TWINS.put("lmdb", new Registration(LmdbTwin::loader, LmdbTwin::new, LmdbTwin::committer));
    TWINS.put("rocks", new Registration(RocksTwin::loader, RocksTwin::new, RocksTwin::committer));
    TWINS.put("xodus", new Registration(XodusTwin::loader, XodusTwin::new, XodusTwin::committer));
    TWINS.put("mapdb", new Registration(MapDbTwin::loader, MapDbTwin::new, Twins::journaled));
    TWINS.put(
        "sqlite", new Registration(SqliteTwin::loader, SqliteTwin::new, SqliteTwin::committer));
  }

  /** The engines that have one. */
  static final List<String> ENGINES = List.copyOf(TWINS.keySet());

  private Twins() {}

  static Twin.Loader loader(String engine, Path directory) {
    return registration(engine).loader().apply(directory);
  }

  /** Opens what {@link #loader} filled. */
  static Twin open(String engine, Path directory, int nodeIdLimit) {
    return registration(engine).opener().open(directory, nodeIdLimit);
  }

  /**
   * Fills a directory and opens it for commits.
   *
   * @param entries what to fill it with
   */
  static Twin.Committer committer(String engine, Path directory, KvStore entries) {
    if (!engine.equals(JOURNALED)) {
      try (Twin.Loader loader = loader(engine, directory)) {
        BenchGraphs.entries(entries, loader::put);
      }
    } else {
      try (KvStore store = BenchGraphs.openStore(engine, directory)) {
        store.rebuild(
            loader ->
                BenchGraphs.entries(
                    entries,
                    (key, value) -> loader.put(key, 0, key.length, value, 0, value.length)),
            snapshots -> {});
      }
    }
    return registration(engine).committer().apply(directory);
  }

  /** MapDB as it ships loses what a killed process committed, so its raw commit is our volume's. */
  private static Twin.Committer journaled(Path directory) {
    return MapDbTwin.committer(BenchGraphs.openStore(JOURNALED, directory));
  }

  private static Registration registration(String engine) {
    Registration registration = TWINS.get(engine);
    if (registration == null) {
      throw new IllegalArgumentException("no twin for " + engine);
    }
    return registration;
  }
}
