package dev.keygraph.bench;

import java.nio.file.Path;
import java.util.List;

/** The twin of each engine, by the engine's name. */
final class Twins {
  static final List<String> ENGINES = List.of("lmdb", "rocks", "xodus", "mapdb");

  private Twins() {}

  static Twin.Loader loader(String engine, Path directory) {
    return switch (engine) {
      case "lmdb" -> LmdbTwin.loader(directory);
      case "rocks" -> RocksTwin.loader(directory);
      case "xodus" -> XodusTwin.loader(directory);
      case "mapdb" -> MapDbTwin.loader(directory);
      default -> throw new IllegalArgumentException("no twin for " + engine);
    };
  }

  /** Opens what {@link #loader} filled. */
  static Twin open(String engine, Path directory, int nodeIdLimit) {
    return switch (engine) {
      case "lmdb" -> new LmdbTwin(directory, nodeIdLimit);
      case "rocks" -> new RocksTwin(directory.resolve("db"), nodeIdLimit);
      case "xodus" -> new XodusTwin(directory, nodeIdLimit);
      case "mapdb" -> new MapDbTwin(directory, nodeIdLimit);
      default -> throw new IllegalArgumentException("no twin for " + engine);
    };
  }
}
