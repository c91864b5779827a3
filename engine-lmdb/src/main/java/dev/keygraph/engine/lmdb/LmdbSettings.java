package dev.keygraph.engine.lmdb;

import com.typesafe.config.Config;

/**
 * The engine's section of the configuration; {@code reference.conf} says what each option means.
 *
 * @param mapSize in bytes
 * @param maxReaders at least 1
 * @param idleSnapshots at least 1
 * @param loadBatch in bytes
 */
record LmdbSettings(
    long mapSize,
    int maxReaders,
    int idleSnapshots,
    boolean readAhead,
    long loadBatch,
    boolean checkPages) {

  static LmdbSettings of(Config section) {
    return new LmdbSettings(
        section.getBytes("map-size"),
        section.getInt("max-readers"),
        Math.max(1, section.getInt("idle-snapshots")),
        section.getBoolean("read-ahead"),
        section.getBytes("load-batch"),
        section.getBoolean("check-pages"));
  }
}
