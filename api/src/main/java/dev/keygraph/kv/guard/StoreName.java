package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvClosedException;
import java.nio.file.Path;

/**
 * What messages call a store.
 *
 * @param engine the engine's name
 * @param directory the store's directory
 */
record StoreName(String engine, Path directory) {

  /** Returns the error of using something after it was closed. */
  KvClosedException closed(String what) {
    return new KvClosedException("the %s is closed: %s".formatted(what, this));
  }

  @Override
  public String toString() {
    return engine + " store " + directory;
  }
}
