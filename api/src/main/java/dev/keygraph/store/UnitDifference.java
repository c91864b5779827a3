package dev.keygraph.store;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.Texts;
import dev.keygraph.graph.UnitContent;
import org.jspecify.annotations.Nullable;

/**
 * What changes when a unit says something else: one merge over the sorted contents of before and
 * after. O(size of both).
 */
final class UnitDifference {
  /** Receives the changes. */
  interface Sink {
    /** The unit defines a symbol now, or in another way ({@code attributes} or kind). */
    void define(String symbol, NodeKind kind, Attributes attributes);

    /** The unit does not define a symbol any more. */
    void undefine(String symbol);

    /** The unit states an edge now, or with other attributes. */
    void state(String from, EdgeKind kind, String to, Attributes attributes);

    /** The unit does not state an edge any more. */
    void retract(String from, EdgeKind kind, String to);
  }

  private final UnitContent before;
  private final UnitContent after;
  private final int[] beforeRank;
  private final int[] afterRank;

  private UnitDifference(UnitContent before, UnitContent after) {
    this.before = before;
    this.after = after;
    beforeRank = new int[before.symbolCount()];
    afterRank = new int[after.symbolCount()];
    mergeSymbols();
  }

  /**
   * Tells {@code sink} what changes.
   *
   * @param path the unit's path
   * @param before what it says now, or {@code null} if there is no such unit
   * @param after what it will say, or {@code null} if it is removed
   */
  static void compute(
      String path, @Nullable UnitContent before, @Nullable UnitContent after, Sink sink) {
    UnitContent nothing = UnitContent.builder(path).build();
    UnitDifference difference =
        new UnitDifference(before == null ? nothing : before, after == null ? nothing : after);
    difference.definitions(sink);
    difference.edges(sink);
  }

  /** Gives each symbol of either content its rank in the union of both. */
  private void mergeSymbols() {
    int b = 0;
    int a = 0;
    for (int rank = 0; b < beforeRank.length || a < afterRank.length; rank++) {
      int order = order(b < beforeRank.length, a < afterRank.length);
      if (order == 0) {
        order = compare(before.symbol(b), after.symbol(a));
      }
      if (order <= 0) {
        beforeRank[b++] = rank;
      }
      if (order >= 0) {
        afterRank[a++] = rank;
      }
    }
  }

  /** Most are the same before and after, which is seen soonest by asking for that first. */
  private static int compare(String a, String b) {
    return a.equals(b) ? 0 : Texts.compare(a, b);
  }

  private static int order(boolean hasBefore, boolean hasAfter) {
    return hasBefore == hasAfter ? 0 : hasBefore ? -1 : 1;
  }

  private void definitions(Sink sink) {
    int b = 0;
    int a = 0;
    while (b < before.definitionCount() || a < after.definitionCount()) {
      int order = order(b < before.definitionCount(), a < after.definitionCount());
      if (order == 0) {
        order =
            Integer.compare(
                beforeRank[before.definitionRank(b)], afterRank[after.definitionRank(a)]);
      }
      if (order < 0) {
        sink.undefine(before.definitionSymbol(b++));
      } else if (order > 0) {
        define(sink, a++);
      } else {
        if (!before.definitionKind(b).equals(after.definitionKind(a))
            || !before.definitionAttributes(b).equals(after.definitionAttributes(a))) {
          define(sink, a);
        }
        b++;
        a++;
      }
    }
  }

  private void define(Sink sink, int index) {
    sink.define(
        after.definitionSymbol(index),
        after.definitionKind(index),
        after.definitionAttributes(index));
  }

  private void edges(Sink sink) {
    int b = 0;
    int a = 0;
    while (b < before.edgeCount() || a < after.edgeCount()) {
      int order = order(b < before.edgeCount(), a < after.edgeCount());
      if (order == 0) {
        order = compareEdges(b, a);
      }
      if (order < 0) {
        sink.retract(before.edgeFrom(b), before.edgeKind(b), before.edgeTo(b));
        b++;
      } else if (order > 0) {
        state(sink, a++);
      } else {
        if (!before.edgeAttributes(b).equals(after.edgeAttributes(a))) {
          state(sink, a);
        }
        b++;
        a++;
      }
    }
  }

  private void state(Sink sink, int index) {
    sink.state(
        after.edgeFrom(index),
        after.edgeKind(index),
        after.edgeTo(index),
        after.edgeAttributes(index));
  }

  private int compareEdges(int b, int a) {
    int order =
        Integer.compare(beforeRank[before.edgeFromRank(b)], afterRank[after.edgeFromRank(a)]);
    if (order == 0) {
      order = compare(before.edgeKind(b).name(), after.edgeKind(a).name());
    }
    return order != 0
        ? order
        : Integer.compare(beforeRank[before.edgeToRank(b)], afterRank[after.edgeToRank(a)]);
  }
}
