package dev.keygraph.cli;

import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import java.util.Iterator;

/** The names of the engines on the class path, for the usage text. */
final class EngineNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return KvEngines.available().stream().map(KvEngine::name).iterator();
  }
}
