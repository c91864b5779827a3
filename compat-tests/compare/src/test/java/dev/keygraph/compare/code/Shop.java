package dev.keygraph.compare.code;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Units for tests: chains of calls, a cycle, types, and functions that nobody calls. */
public final class Shop {
  private static final int UNITS = 12;

  private Shop() {}

  /** Returns the units. */
  public static List<UnitContent> units() {
    List<UnitContent> units = new ArrayList<>();
    for (int i = 0; i < UNITS; i++) {
      String type = "Type" + i;
      UnitContent.Builder unit = UnitContent.builder(type + ".java");
      unit.define(type, i % 3 == 0 ? NodeKind.TRAIT : NodeKind.STRUCT);
      unit.edge(type, EdgeKind.IMPLEMENTS, "Type" + i / 3);
      unit.define(type + "#work", NodeKind.FUNCTION);
      unit.define(type + "#idle", NodeKind.FUNCTION);
      unit.edge(type + "#work", EdgeKind.CALLS, "Type" + (i + 1) % UNITS + "#work");
      unit.edge(type + "#work", EdgeKind.CALLS, "Library#log");
      unit.edge(type + "#idle", EdgeKind.CALLS, type + "#work");
      units.add(unit.build());
    }
    return units;
  }

  /** Returns the units as the code of a comparison. */
  public static CodeSource code() {
    return new CodeSource() {
      @Override
      public List<String> names() {
        return List.of("shop");
      }

      @Override
      public void read(java.util.function.Consumer<? super UnitContent> sink) {
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
    };
  }
}
