package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.MalformedBytesException;

/**
 * The counters of a graph at one version.
 *
 * @param version number of commits that changed something
 * @param nextNode the id that the next new node gets
 * @param nextUnit the id that the next new unit gets
 * @param units number of units
 * @param nodes number of nodes
 * @param unresolved number of nodes that no unit defines
 * @param edges number of edges
 */
record StateRecord(
    long version, int nextNode, int nextUnit, long units, long nodes, long unresolved, long edges) {
  /** An empty graph's. */
  static final StateRecord INITIAL = new StateRecord(0, 0, 1, 0, 0, 0, 0);

  byte[] encode() {
    ByteWriter out = new ByteWriter(48);
    out.writeLong(version);
    out.writeInt(nextNode);
    out.writeInt(nextUnit);
    out.writeLong(units);
    out.writeLong(nodes);
    out.writeLong(unresolved);
    out.writeLong(edges);
    return out.toByteArray();
  }

  /**
   * Reads counters.
   *
   * @throws MalformedBytesException if there are too few, or no graph can have these
   */
  static StateRecord decode(byte[] value) {
    ByteReader in = new ByteReader(value);
    StateRecord state =
        new StateRecord(
            in.readLong(),
            in.readInt(),
            in.readInt(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong());
    if (!state.isPossible()) {
      throw new MalformedBytesException("the counters are those of no graph: " + state);
    }
    return state;
  }

  /** Ids that were given are at least as many as what has one now. */
  private boolean isPossible() {
    return version >= 0
        && nextUnit > units
        && units >= 0
        && nextNode >= nodes
        && nodes >= unresolved
        && unresolved >= 0
        && edges >= 0;
  }
}
