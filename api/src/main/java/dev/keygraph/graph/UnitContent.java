package dev.keygraph.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one unit (a source file, a class file) says: the symbols that it defines, and the edges that
 * start in them. Immutable, and canonical: definitions are ordered by symbol, edges by from, kind
 * and to, whatever the order they were added in.
 *
 * <p>Symbols are numbered by <em>rank</em>: their position among all symbols of the unit (defined
 * or mentioned), in {@linkplain Texts#compare code point order}.
 */
public final class UnitContent {
  private final String path;
  private final String[] symbols;
  private final int[] definitionRanks;
  private final NodeKind[] definitionKinds;
  private final Attributes[] definitionAttributes;
  private final int[] edgeFromRanks;
  private final EdgeKind[] edgeKinds;
  private final int[] edgeToRanks;
  private final Attributes[] edgeAttributes;
  private volatile @Nullable ContentHash hash;

  /** All arrays are in canonical order, and nobody changes them any more. */
  @SuppressWarnings("ArrayIsStoredDirectly")
  UnitContent(
      String path,
      @Nullable ContentHash hash,
      String[] symbols,
      int[] definitionRanks,
      NodeKind[] definitionKinds,
      Attributes[] definitionAttributes,
      int[] edgeFromRanks,
      EdgeKind[] edgeKinds,
      int[] edgeToRanks,
      Attributes[] edgeAttributes) {
    this.path = path;
    this.hash = hash;
    this.symbols = symbols;
    this.definitionRanks = definitionRanks;
    this.definitionKinds = definitionKinds;
    this.definitionAttributes = definitionAttributes;
    this.edgeFromRanks = edgeFromRanks;
    this.edgeKinds = edgeKinds;
    this.edgeToRanks = edgeToRanks;
    this.edgeAttributes = edgeAttributes;
  }

  private UnitContent(Builder builder) {
    path = builder.path;
    hash = builder.hash;
    symbols = builder.usedSymbols();
    Arrays.sort(symbols, Texts::compare);
    int[] rankOf = new int[builder.symbolIds.size()];
    for (int rank = 0; rank < symbols.length; rank++) {
      rankOf[Objects.requireNonNull(builder.symbolIds.get(symbols[rank]))] = rank;
    }

    List<DefinitionDraft> definitions = new ArrayList<>(builder.definitions.values());
    definitions.sort((a, b) -> Integer.compare(rankOf[a.symbol], rankOf[b.symbol]));
    definitionRanks = new int[definitions.size()];
    definitionKinds = new NodeKind[definitions.size()];
    definitionAttributes = new Attributes[definitions.size()];
    for (int i = 0; i < definitionRanks.length; i++) {
      DefinitionDraft draft = definitions.get(i);
      definitionRanks[i] = rankOf[draft.symbol];
      definitionKinds[i] = draft.kind;
      definitionAttributes[i] = draft.attributes;
    }

    List<Map.Entry<EdgeDraft, Attributes>> edges = new ArrayList<>(builder.edges.entrySet());
    edges.sort((a, b) -> compare(a.getKey(), b.getKey(), rankOf));
    edgeFromRanks = new int[edges.size()];
    edgeKinds = new EdgeKind[edges.size()];
    edgeToRanks = new int[edges.size()];
    edgeAttributes = new Attributes[edges.size()];
    for (int i = 0; i < edgeFromRanks.length; i++) {
      EdgeDraft draft = edges.get(i).getKey();
      edgeFromRanks[i] = rankOf[draft.from];
      edgeKinds[i] = draft.kind;
      edgeToRanks[i] = rankOf[draft.to];
      edgeAttributes[i] = edges.get(i).getValue();
    }
  }

  private static int compare(EdgeDraft a, EdgeDraft b, int[] rankOf) {
    int order = Integer.compare(rankOf[a.from], rankOf[b.from]);
    if (order == 0 && !a.kind.equals(b.kind)) {
      order = Texts.compare(a.kind.name(), b.kind.name());
    }
    return order != 0 ? order : Integer.compare(rankOf[a.to], rankOf[b.to]);
  }

  /**
   * Returns an empty builder.
   *
   * @param path the unit's path, any text
   */
  public static Builder builder(String path) {
    return new Builder(path);
  }

  /** Returns the path of the unit that a fine-grained edit without a unit changes. */
  public static String implicitPath(String symbol) {
    return "keygraph:implicit/" + symbol;
  }

  /** Returns the unit's path. */
  public String path() {
    return path;
  }

  /**
   * Returns what the unit was made from, as the builder was told, else the hash of what it says
   * (the path apart).
   */
  public ContentHash hash() {
    ContentHash known = hash;
    if (known == null) {
      known = UnitHasher.hash(this);
      hash = known;
    }
    return known;
  }

  /** Returns the number of symbols that the unit defines or mentions. */
  public int symbolCount() {
    return symbols.length;
  }

  /** Returns the symbol of a rank. */
  public String symbol(int rank) {
    return symbols[rank];
  }

  /** Returns the number of definitions. */
  public int definitionCount() {
    return definitionRanks.length;
  }

  /** Returns the rank of the symbol of definition {@code index}. */
  public int definitionRank(int index) {
    return definitionRanks[index];
  }

  /** Returns the symbol of definition {@code index}. */
  public String definitionSymbol(int index) {
    return symbols[definitionRanks[index]];
  }

  /** Returns the kind of definition {@code index}. */
  public NodeKind definitionKind(int index) {
    return definitionKinds[index];
  }

  /** Returns the attributes of definition {@code index}. */
  public Attributes definitionAttributes(int index) {
    return definitionAttributes[index];
  }

  /** Returns the number of edges. */
  public int edgeCount() {
    return edgeFromRanks.length;
  }

  /** Returns the rank of the symbol where edge {@code index} starts. */
  public int edgeFromRank(int index) {
    return edgeFromRanks[index];
  }

  /** Returns the rank of the symbol where edge {@code index} ends. */
  public int edgeToRank(int index) {
    return edgeToRanks[index];
  }

  /** Returns the symbol where edge {@code index} starts. */
  public String edgeFrom(int index) {
    return symbols[edgeFromRanks[index]];
  }

  /** Returns the kind of edge {@code index}. */
  public EdgeKind edgeKind(int index) {
    return edgeKinds[index];
  }

  /** Returns the symbol where edge {@code index} ends. */
  public String edgeTo(int index) {
    return symbols[edgeToRanks[index]];
  }

  /** Returns the attributes of edge {@code index}. */
  public Attributes edgeAttributes(int index) {
    return edgeAttributes[index];
  }

  /** Returns a builder that holds all that this unit says, but its hash. */
  public Builder toBuilder() {
    Builder builder = new Builder(path);
    for (int i = 0; i < definitionCount(); i++) {
      builder.define(definitionSymbol(i), definitionKind(i), definitionAttributes(i));
    }
    for (int i = 0; i < edgeCount(); i++) {
      builder.edge(edgeFrom(i), edgeKind(i), edgeTo(i), edgeAttributes(i));
    }
    return builder;
  }

  /** Equal when path, hash, definitions and edges are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof UnitContent that
        && path.equals(that.path)
        && hash().equals(that.hash())
        && Arrays.equals(symbols, that.symbols)
        && Arrays.equals(definitionRanks, that.definitionRanks)
        && Arrays.equals(definitionKinds, that.definitionKinds)
        && Arrays.equals(definitionAttributes, that.definitionAttributes)
        && Arrays.equals(edgeFromRanks, that.edgeFromRanks)
        && Arrays.equals(edgeKinds, that.edgeKinds)
        && Arrays.equals(edgeToRanks, that.edgeToRanks)
        && Arrays.equals(edgeAttributes, that.edgeAttributes);
  }

  @Override
  public int hashCode() {
    return 31 * path.hashCode() + hash().hashCode();
  }

  @Override
  public String toString() {
    return path + " (" + definitionCount() + " definitions, " + edgeCount() + " edges)";
  }

  private record DefinitionDraft(int symbol, NodeKind kind, Attributes attributes) {}

  private record EdgeDraft(int from, EdgeKind kind, int to) {}

  /** Collects what a unit says; not for several threads. */
  public static final class Builder {
    private final String path;
    private final Map<String, Integer> symbolIds = new HashMap<>();
    private final List<String> symbolsById = new ArrayList<>();
    private final Map<Integer, DefinitionDraft> definitions = new HashMap<>();
    private final Map<EdgeDraft, Attributes> edges = new HashMap<>();
    private @Nullable ContentHash hash;

    private Builder(String path) {
      this.path =
          Texts.checkLength(
              "a unit path", Objects.requireNonNull(path, "path"), GraphLimits.MAX_PATH_BYTES);
    }

    /** States what the unit is made from, such as the hash of a file; the last one counts. */
    public Builder hash(ContentHash contentHash) {
      this.hash = Objects.requireNonNull(contentHash, "contentHash");
      return this;
    }

    /**
     * Defines a symbol without attributes.
     *
     * @throws IllegalArgumentException as {@link #define(String, NodeKind, Attributes)}
     */
    public Builder define(String symbol, NodeKind kind) {
      return define(symbol, kind, Attributes.EMPTY);
    }

    /**
     * Defines a symbol.
     *
     * @throws IllegalArgumentException if the unit defines it already in another way, if the kind
     *     is {@link NodeKind#UNRESOLVED}, or if something is too long
     */
    public Builder define(String symbol, NodeKind kind, Attributes attributes) {
      if (kind.equals(NodeKind.UNRESOLVED)) {
        throw new IllegalArgumentException("a definition cannot be UNRESOLVED: " + symbol);
      }
      AttributeSizes.check(attributes);
      int id = intern(symbol);
      DefinitionDraft draft = new DefinitionDraft(id, kind, attributes);
      DefinitionDraft before = definitions.putIfAbsent(id, draft);
      if (before != null && !before.equals(draft)) {
        throw new IllegalArgumentException(
            "unit " + path + " defines " + symbol + " twice, in different ways");
      }
      return this;
    }

    /** States an edge without attributes. */
    public Builder edge(String from, EdgeKind kind, String to) {
      return edge(from, kind, to, Attributes.EMPTY);
    }

    /**
     * States an edge; one that is stated again keeps its first attributes. Neither end needs to be
     * defined here.
     *
     * @throws IllegalArgumentException if something is too long
     */
    public Builder edge(String from, EdgeKind kind, String to, Attributes attributes) {
      AttributeSizes.check(attributes);
      edges.putIfAbsent(
          new EdgeDraft(intern(from), Objects.requireNonNull(kind, "kind"), intern(to)),
          attributes);
      return this;
    }

    /** Takes a definition back; does nothing if it is absent. */
    public Builder removeDefinition(String symbol) {
      Integer id = symbolIds.get(symbol);
      if (id != null) {
        definitions.remove(id);
      }
      return this;
    }

    /** Takes an edge back; does nothing if it is absent. */
    public Builder removeEdge(String from, EdgeKind kind, String to) {
      Integer fromId = symbolIds.get(from);
      Integer toId = symbolIds.get(to);
      if (fromId != null && toId != null) {
        edges.remove(new EdgeDraft(fromId, kind, toId));
      }
      return this;
    }

    /** Takes all edges back that start in a symbol. O(number of edges). */
    public Builder removeEdgesFrom(String from) {
      Integer fromId = symbolIds.get(from);
      if (fromId != null) {
        edges.keySet().removeIf(edge -> edge.from == fromId);
      }
      return this;
    }

    /** Returns whether nothing is defined and no edge stated. */
    public boolean isEmpty() {
      return definitions.isEmpty() && edges.isEmpty();
    }

    /** Returns the unit; the builder can go on afterwards. */
    public UnitContent build() {
      return new UnitContent(this);
    }

    private String[] usedSymbols() {
      BitSet used = new BitSet(symbolsById.size());
      definitions.keySet().forEach(used::set);
      for (EdgeDraft edge : edges.keySet()) {
        used.set(edge.from);
        used.set(edge.to);
      }
      return used.stream().mapToObj(symbolsById::get).toArray(String[]::new);
    }

    private int intern(String symbol) {
      Integer known = symbolIds.get(symbol);
      if (known != null) {
        return known;
      }
      Texts.checkLength("a symbol", symbol, GraphLimits.MAX_SYMBOL_BYTES);
      int id = symbolsById.size();
      symbolIds.put(symbol, id);
      symbolsById.add(symbol);
      return id;
    }
  }
}
