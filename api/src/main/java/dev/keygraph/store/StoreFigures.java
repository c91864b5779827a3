package dev.keygraph.store;

import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvStore;

/**
 * The counters of a graph, as a store holds them.
 *
 * @param version number of commits that changed something
 * @param units number of units
 * @param nodes number of nodes
 * @param unresolved number of nodes that no unit defines
 * @param edges number of edges
 */
public record StoreFigures(long version, long units, long nodes, long unresolved, long edges) {

  /**
   * Reads them.
   *
   * @param store where messages say that they are
   * @throws dev.keygraph.kv.KvCorruptedException if they are not there, or cannot be read
   */
  public static StoreFigures read(KvStore store, KvReader reader) {
    try {
      StateRecord state = StoredGraph.readState(store, reader);
      return new StoreFigures(
          state.version(), state.units(), state.nodes(), state.unresolved(), state.edges());
    } catch (MalformedBytesException e) {
      throw StoredGraph.corrupted(store, e);
    }
  }

  /** Returns the version of the format that this code reads and writes. */
  public static int format() {
    return StoredGraph.FORMAT_VERSION;
  }
}
