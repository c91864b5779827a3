package dev.keygraph.peer.kit;

import dev.keygraph.compare.code.CodeFile;
import dev.keygraph.compare.code.CodeSource;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A little code for whole comparisons: a ring of calls with spokes, and a tree of types. */
final class SampleCode implements CodeSource {
  private static final int UNITS = 12;

  static List<UnitContent> units() {
    List<UnitContent> units = new ArrayList<>();
    for (int i = 0; i < UNITS; i++) {
      String type = "Stall" + i;
      UnitContent.Builder unit = UnitContent.builder(type + ".java");
      unit.define(type, i < UNITS / 2 ? NodeKind.TRAIT : NodeKind.STRUCT);
      if (i > 0) {
        unit.edge(type, EdgeKind.IMPLEMENTS, "Stall" + i / 2);
      }
      unit.define(type + "#sell", NodeKind.FUNCTION);
      unit.define(type + "#count", NodeKind.FUNCTION);
      unit.edge(type + "#sell", EdgeKind.CALLS, "Stall" + (i + 1) % UNITS + "#sell");
      unit.edge(type + "#sell", EdgeKind.CALLS, "Library#print");
      unit.edge(type + "#count", EdgeKind.CALLS, type + "#sell");
      unit.edge(type + "#count", EdgeKind.CALLS, type + "#count");
      units.add(unit.build());
    }
    return units;
  }

  @Override
  public List<String> names() {
    return List.of("bazaar");
  }

  @Override
  public void read(Consumer<? super UnitContent> sink) {
    units().forEach(sink);
  }

  @Override
  public List<CodeFile> files(Set<String> paths) {
    return units().stream()
        .map(UnitContent::path)
        .filter(paths::contains)
        .map(path -> new CodeFile(path, path.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
