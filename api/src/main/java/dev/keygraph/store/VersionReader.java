package dev.keygraph.store;

import dev.keygraph.hot.HotReader;

/**
 * Reads one version, from memory and from the engine.
 *
 * @param cold reads the engine
 * @param hot reads memory, and the engine where that lacks something
 */
record VersionReader(StoredSnapshot cold, HotReader hot) {
  void close() {
    cold.close();
  }
}
