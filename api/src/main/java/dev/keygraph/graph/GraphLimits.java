package dev.keygraph.graph;

/** The largest things that a graph accepts; more is an {@link IllegalArgumentException}. */
public final class GraphLimits {
  /** Bytes of a symbol, in UTF-8. */
  public static final int MAX_SYMBOL_BYTES = 1 << 20;

  /** Bytes of a unit path, in UTF-8. */
  public static final int MAX_PATH_BYTES = MAX_SYMBOL_BYTES + 64;

  /** Bytes of the attributes of one node or edge, encoded. */
  public static final int MAX_ATTRIBUTES_BYTES = 8 << 20;

  /** Number of node kinds, and of edge kinds, that one store can hold. */
  public static final int MAX_KINDS = 255;

  /** Bytes of a kind's name, in UTF-8. */
  public static final int MAX_KIND_NAME_BYTES = 128;

  private GraphLimits() {}
}
