package dev.keygraph.hot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Symbols and node ids that were looked up lately, in both directions, within a bound of memory.
 *
 * <p>A symbol that goes and comes again gets another id, and ids are never given twice. So what an
 * id once was called is true for ever, and what is here says nothing about versions: whoever finds
 * an id by its symbol, or a symbol by its id, still has to ask whether his version has that node.
 * If it has, the answer is right, since no version has two nodes of one symbol. Thread-safe.
 */
public final class SymbolCache {
  /** About what an entry takes beside the text: entries, keys, boxes and headers of both maps. */
  private static final int ENTRY_BYTES = 120;

  private final Cache<String, Integer> ids;
  private final Cache<Integer, String> symbols;

  /**
   * An empty cache.
   *
   * @param maxBytes bound of the memory, in bytes
   */
  public SymbolCache(long maxBytes) {
    ids =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes / 2)
            .weigher((String symbol, Integer node) -> weight(symbol))
            .executor(Runnable::run)
            .build();
    symbols =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes / 2)
            .weigher((Integer node, String symbol) -> weight(symbol))
            .executor(Runnable::run)
            .build();
  }

  private static int weight(String symbol) {
    return ENTRY_BYTES + 2 * symbol.length();
  }

  /** Returns the id that some version gives a symbol, or {@code null}. */
  public @Nullable Integer node(String symbol) {
    return ids.getIfPresent(symbol);
  }

  /** Returns the symbol of an id, or {@code null}. */
  public @Nullable String symbol(int node) {
    return symbols.getIfPresent(node);
  }

  /** Notes what a version says. */
  public void put(String symbol, int node) {
    ids.put(symbol, node);
    symbols.put(node, symbol);
  }

  /** Forgets everything. */
  public void clear() {
    ids.invalidateAll();
    symbols.invalidateAll();
  }
}
