package dev.keygraph.conformance.graph;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.List;

/** Units for tests, in short. */
final class Units {
  private Units() {}

  static Attributes line(int line) {
    return Attributes.builder().line(line).build();
  }

  /** A unit that defines functions. */
  static UnitContent defining(String path, String... symbols) {
    UnitContent.Builder unit = UnitContent.builder(path);
    for (String symbol : symbols) {
      unit.define(symbol, NodeKind.FUNCTION);
    }
    return unit.build();
  }

  /** A unit that states a call, with a line. */
  static UnitContent calling(String path, String from, String to, int line) {
    return UnitContent.builder(path).edge(from, EdgeKind.CALLS, to, line(line)).build();
  }

  /**
   * The versions of one of many units, each of which all belong to the same version of the whole.
   */
  static UnitContent versioned(String path, long version) {
    return UnitContent.builder(path)
        .define(path + "#f", NodeKind.FUNCTION, line((int) version))
        .define("version" + version, NodeKind.FIELD)
        .edge(path + "#f", EdgeKind.USES, "version" + version)
        .edge("shared#f", EdgeKind.CALLS, path + "#f", line((int) version))
        .build();
  }

  static List<UnitContent> versioned(int count, long version) {
    List<UnitContent> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      units.add(versioned("unit" + i, version));
    }
    return units;
  }

  /** A unit of many owners with edges, some 20 bytes of texts to each edge. */
  static UnitContent.Builder large(String path, int owners, int edgesEach) {
    UnitContent.Builder unit = UnitContent.builder(path);
    for (int i = 0; i < owners; i++) {
      String owner = "large/Type" + i % 100 + "#m" + i;
      unit.define(owner, NodeKind.FUNCTION, line(i));
      for (int j = 0; j < edgesEach; j++) {
        unit.edge(owner, EdgeKind.CALLS, "large/Type" + j % 100 + "#m" + (i + 7 * j) % owners);
      }
    }
    return unit;
  }
}
