package dev.keygraph.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The twin of each engine, by the engine's name. */
final class Twins {

  /** How a twin fills a directory and opens it again. */
  private record Registration(Function<Path, Twin.Loader> loader, Opener opener) {}

  /** Opens a twin for nodes below a limit. */
  @FunctionalInterface
  private interface Opener {
    Twin open(Path directory, int nodeIdLimit);
  }

  private static final Map<String, Registration> TWINS = new LinkedHashMap<>();

  static {
    TWINS.put("lmdb", new Registration(LmdbTwin::loader, LmdbTwin::new));
    TWINS.put("rocks", new Registration(RocksTwin::loader, RocksTwin::new));
    TWINS.put("xodus", new Registration(XodusTwin::loader, XodusTwin::new));
    TWINS.put("mapdb", new Registration(MapDbTwin::loader, MapDbTwin::new));
    TWINS.put("sqlite", new Registration(SqliteTwin::loader, SqliteTwin::new));
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

  private static Registration registration(String engine) {
    Registration registration = TWINS.get(engine);
    if (registration == null) {
      throw new IllegalArgumentException("no twin for " + engine);
    }
    return registration;
  }
}
