package dev.keygraph.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a unit together from parts that are in its canonical order already, as a store keeps them:
 * in one pass, without looking symbols up as {@link UnitContent.Builder} does. What is not in order
 * is refused, so that there is no unit that a builder would not make.
 *
 * <p>Definitions and edges name symbols by rank. All of {@link #define} and {@link #edge} are O(1)
 * in the size of the unit. Not for several threads.
 */
public final class UnitAssembler {
  private final String path;
  private final String[] symbols;
  private final BitSet used;
  private final List<NodeKind> definitionKinds = new ArrayList<>();
  private final List<Attributes> definitionAttributes = new ArrayList<>();
  private final List<EdgeKind> edgeKinds = new ArrayList<>();
  private final List<Attributes> edgeAttributes = new ArrayList<>();
  private int[] definitionRanks = new int[16];
  private int[] edgeFromRanks = new int[64];
  private int[] edgeToRanks = new int[64];

  /**
   * An empty unit.
   *
   * @param path the unit's path
   * @param symbols all symbols that will be defined or mentioned, in {@linkplain Texts#compare code
   *     point order}
   * @throws IllegalArgumentException if they are not, or if something is too long
   */
  public UnitAssembler(String path, List<String> symbols) {
    this.path = Texts.checkLength("a unit path", path, GraphLimits.MAX_PATH_BYTES);
    this.symbols = symbols.toArray(String[]::new);
    for (int rank = 0; rank < this.symbols.length; rank++) {
      Texts.checkLength("a symbol", this.symbols[rank], GraphLimits.MAX_SYMBOL_BYTES);
      if (rank > 0 && Texts.compare(this.symbols[rank - 1], this.symbols[rank]) >= 0) {
        throw new IllegalArgumentException("symbols are not in order: " + this.symbols[rank]);
      }
    }
    used = new BitSet(this.symbols.length);
  }

  /**
   * Defines a symbol, whose rank is above that of the last one that was defined.
   *
   * @throws IllegalArgumentException if it is not, if the kind is {@link NodeKind#UNRESOLVED}, or
   *     if the attributes are too long
   * @throws IndexOutOfBoundsException if no symbol has that rank
   */
  public void define(int rank, NodeKind kind, Attributes attributes) {
    Objects.checkIndex(rank, symbols.length);
    int size = definitionKinds.size();
    if (size > 0 && definitionRanks[size - 1] >= rank) {
      throw new IllegalArgumentException("definitions are not in order: " + symbols[rank]);
    }
    if (kind.equals(NodeKind.UNRESOLVED)) {
      throw new IllegalArgumentException("a definition cannot be UNRESOLVED: " + symbols[rank]);
    }
    AttributeSizes.check(attributes);
    used.set(rank);
    definitionRanks = with(definitionRanks, size, rank);
    definitionKinds.add(kind);
    definitionAttributes.add(attributes);
  }

  /**
   * States an edge, which comes behind the last one that was stated: by the symbol where it starts,
   * the name of its kind, and the symbol where it ends.
   *
   * @throws IllegalArgumentException if it does not, or if the attributes are too long
   * @throws IndexOutOfBoundsException if no symbol has such a rank
   */
  public void edge(int fromRank, EdgeKind kind, int toRank, Attributes attributes) {
    Objects.checkIndex(fromRank, symbols.length);
    Objects.checkIndex(toRank, symbols.length);
    int size = edgeKinds.size();
    if (size > 0 && compareWithLast(fromRank, kind, toRank) <= 0) {
      throw new IllegalArgumentException(
          "edges are not in order: %s %s %s"
              .formatted(symbols[fromRank], kind.name(), symbols[toRank]));
    }
    AttributeSizes.check(attributes);
    used.set(fromRank);
    used.set(toRank);
    edgeFromRanks = with(edgeFromRanks, size, fromRank);
    edgeToRanks = with(edgeToRanks, size, toRank);
    edgeKinds.add(kind);
    edgeAttributes.add(attributes);
  }

  private int compareWithLast(int fromRank, EdgeKind kind, int toRank) {
    int last = edgeKinds.size() - 1;
    int order = Integer.compare(fromRank, edgeFromRanks[last]);
    if (order == 0 && !kind.equals(edgeKinds.get(last))) {
      order = Texts.compare(kind.name(), edgeKinds.get(last).name());
    }
    return order != 0 ? order : Integer.compare(toRank, edgeToRanks[last]);
  }

  private static int[] with(int[] ranks, int index, int rank) {
    int[] roomy = index < ranks.length ? ranks : Arrays.copyOf(ranks, 2 * index);
    roomy[index] = rank;
    return roomy;
  }

  /**
   * Returns the unit; this must not be used any more.
   *
   * @param hash what it was made from; {@code null} for the hash of what it says
   * @throws IllegalArgumentException if a symbol is neither defined nor mentioned
   */
  public UnitContent build(@Nullable ContentHash hash) {
    if (used.cardinality() < symbols.length) {
      throw new IllegalArgumentException("a symbol is not used: " + symbols[used.nextClearBit(0)]);
    }
    return new UnitContent(
        path,
        hash,
        symbols,
        Arrays.copyOf(definitionRanks, definitionKinds.size()),
        definitionKinds.toArray(NodeKind[]::new),
        definitionAttributes.toArray(Attributes[]::new),
        Arrays.copyOf(edgeFromRanks, edgeKinds.size()),
        edgeKinds.toArray(EdgeKind[]::new),
        Arrays.copyOf(edgeToRanks, edgeKinds.size()),
        edgeAttributes.toArray(Attributes[]::new));
  }
}
