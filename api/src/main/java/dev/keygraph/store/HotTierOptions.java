package dev.keygraph.store;

/**
 * How much of a graph may be kept in memory.
 *
 * @param enabled whether there is a hot tier
 * @param maxBytes bound of its memory, in bytes
 * @param maxSymbolBytes bound of what of that goes to symbols, in bytes; at most a half does
 * @param warmUp what is read before anybody asks for it
 */
public record HotTierOptions(
    boolean enabled, long maxBytes, long maxSymbolBytes, WarmUpMode warmUp) {
  /** No hot tier. */
  public static final HotTierOptions OFF = new HotTierOptions(false, 0, 0);

  /** The same, where nothing is read before it is asked for. */
  public HotTierOptions(boolean enabled, long maxBytes, long maxSymbolBytes) {
    this(enabled, maxBytes, maxSymbolBytes, WarmUpMode.OFF);
  }
}
