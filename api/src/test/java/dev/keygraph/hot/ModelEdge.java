package dev.keygraph.hot;

import dev.keygraph.graph.EdgeKind;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** An edge of a page as plain numbers, in the order in which pages have them. */
record ModelEdge(int near, int kind, int far) implements Comparable<ModelEdge> {
  private static final Comparator<ModelEdge> ORDER =
      Comparator.comparingInt(ModelEdge::near)
          .thenComparingInt(ModelEdge::kind)
          .thenComparingInt(ModelEdge::far);

  /** Numbers of kinds; the first one that a store gives is 1. */
  static final int KINDS = 256;

  @Override
  public int compareTo(ModelEdge other) {
    return ORDER.compare(this, other);
  }

  static EdgeKind kindOf(int number) {
    return new EdgeKind("KIND_" + number);
  }

  int local() {
    return near & Paging.LOCAL_MASK;
  }

  /** What a page says of this edge to a visitor. */
  String shown() {
    return shown(far, kindOf(kind));
  }

  static String shown(int far, EdgeKind kind) {
    return kind.name() + " " + far;
  }

  /** Returns a choice of kinds. */
  static ChosenKinds chosen(Iterable<Integer> numbers) {
    @Nullable EdgeKind[] byNumber = new @Nullable EdgeKind[KINDS];
    for (int number : numbers) {
      byNumber[number] = kindOf(number);
    }
    return new ChosenKinds(byNumber);
  }

  /** Builds a page of edges in their order. */
  static byte[] page(int page, Iterable<ModelEdge> edges) {
    EdgePageBuilder builder = new EdgePageBuilder();
    builder.begin(page);
    for (ModelEdge edge : edges) {
      builder.add(edge.near(), edge.kind(), edge.far());
    }
    return builder.build();
  }
}
