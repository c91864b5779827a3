package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the nodes of many symbols at once. What one unit defines mostly lies together, so that a
 * step finds the next symbol, which costs a fraction of a look-up; where it does not come soon, it
 * is sought.
 */
final class SymbolScan implements KvVisitor {
  /** About how many steps a seek costs. */
  private static final int PATIENCE = 16;

  private final List<byte[]> keys;
  private final int[] nodes;
  private final int limit;
  private byte[] found = new byte[64];
  private int next;
  private int passedOver;

  private SymbolScan(List<byte[]> keys, int limit) {
    this.keys = keys;
    this.limit = limit;
    nodes = new int[keys.size()];
  }

  /**
   * Returns the nodes of symbols.
   *
   * @param keys the keys of symbols, mostly ascending
   * @param limit an exclusive upper bound of the ids of nodes
   * @throws MalformedBytesException if one of them names no node
   */
  static int[] nodes(KvReader reader, List<byte[]> keys, int limit) {
    byte[] behind = Keys.behind(Keys.tag(Keys.SYMBOL));
    SymbolScan scan = new SymbolScan(keys, limit);
    while (scan.next < scan.nodes.length) {
      int sought = scan.next;
      scan.passedOver = 0;
      reader.scan(keys.get(sought), behind, ScanDirection.FORWARD, scan);
      if (scan.next == sought) {
        throw new MalformedBytesException("a symbol that a unit defines names no node");
      }
    }
    return scan.nodes;
  }

  @Override
  public boolean visit(KvView key, KvView value) {
    int length = key.length();
    if (length > found.length) {
      found = new byte[2 * length];
    }
    key.getBytes(0, found, 0, length);
    byte[] wanted = keys.get(next);
    int order = Arrays.compareUnsigned(found, 0, length, wanted, 0, wanted.length);
    if (order == 0) {
      nodes[next++] = Fields.node(value, 0, limit);
      passedOver = 0;
      return next < nodes.length;
    }
    // Behind it: it is not there, or a long one, whose order is not the symbols'.
    return order < 0 && ++passedOver < PATIENCE;
  }
}
