package dev.keygraph.store;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that the last commits touched, as the visible version has them: a file that is saved
 * again says mostly what it said before, and looking its symbols up costs as much as writing what
 * changed. Bounded in number and size; what was used least lately leaves first.
 *
 * <p>For whoever commits, one at a time, and only where the version that a commit begins with is
 * the visible one.
 */
final class KnownNodes {
  private static final int MAX_NODES = 1 << 14;

  /** Longer symbols are rare, and would need a bound of their own. */
  private static final int MAX_SYMBOL_LENGTH = 1 << 9;

  /**
   * A node that exists.
   *
   * @param id its id
   * @param record its record
   */
  record Known(int id, NodeRecord record) {}

  private final Map<String, Known> nodes = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);

  /** Returns the node of a symbol, or {@code null} if that is not known. */
  @Nullable Known find(String symbol) {
    return nodes.get(symbol);
  }

  /** A commit that is visible left a node like this. */
  void learn(int id, NodeRecord record) {
    if (record.symbol().length() > MAX_SYMBOL_LENGTH) {
      nodes.remove(record.symbol());
      return;
    }
    nodes.put(record.symbol(), new Known(id, record));
    if (nodes.size() > MAX_NODES) {
      Iterator<String> eldest = nodes.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** A commit that is visible left no node of a symbol. */
  void forget(String symbol) {
    nodes.remove(symbol);
  }

  /** Nothing is known any more. */
  void clear() {
    nodes.clear();
  }

  /** Returns how many nodes are known. */
  int size() {
    return nodes.size();
  }
}
