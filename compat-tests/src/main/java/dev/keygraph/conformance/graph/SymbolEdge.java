package dev.keygraph.conformance.graph;

import dev.keygraph.graph.EdgeKind;
import java.util.Comparator;

/**
 * An edge, by symbols.
 *
 * @param from the symbol where it starts
 * @param kind its kind
 * @param to the symbol where it ends
 */
record SymbolEdge(String from, EdgeKind kind, String to) implements Comparable<SymbolEdge> {
  private static final Comparator<SymbolEdge> ORDER =
      Comparator.comparing(SymbolEdge::from, CodePoints.ORDER)
          .thenComparing(edge -> edge.kind().name(), CodePoints.ORDER)
          .thenComparing(SymbolEdge::to, CodePoints.ORDER);

  @Override
  public int compareTo(SymbolEdge other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return CodePoints.show(from) + " -" + kind + "-> " + CodePoints.show(to);
  }
}
