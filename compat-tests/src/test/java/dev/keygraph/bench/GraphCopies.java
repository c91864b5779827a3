package dev.keygraph.bench;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** A larger graph of real code: a graph many times over, each copy with symbols of its own. */
final class GraphCopies {
  private GraphCopies() {}

  /** Returns the units of a graph so many times; the first time as they are. */
  static Iterator<UnitContent> of(GraphSnapshot source, int copies) {
    List<String> paths = new ArrayList<>();
    source.units(info -> paths.add(info.path()));
    return IntStream.range(0, copies * paths.size())
        .mapToObj(
            i ->
                renamed(
                    source.unitContent(paths.get(i % paths.size())).orElseThrow(),
                    i / paths.size()))
        .iterator();
  }

  private static UnitContent renamed(UnitContent unit, int copy) {
    if (copy == 0) {
      return unit;
    }
    String prefix = "copy" + copy + "/";
    UnitContent.Builder builder = UnitContent.builder(prefix + unit.path());
    for (int i = 0; i < unit.definitionCount(); i++) {
      builder.define(
          prefix + unit.definitionSymbol(i), unit.definitionKind(i), unit.definitionAttributes(i));
    }
    for (int i = 0; i < unit.edgeCount(); i++) {
      builder.edge(
          prefix + unit.edgeFrom(i),
          unit.edgeKind(i),
          prefix + unit.edgeTo(i),
          unit.edgeAttributes(i));
    }
    return builder.build();
  }
}
