package dev.keygraph.bench;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Units of made-up code: few, but with everything that questions are asked about. */
final class TinyGraph {
  private static final int METHODS = 6;
  private static final int CALLS = 3;

  private TinyGraph() {}

  /** Returns some units, the same at each call. */
  static List<UnitContent> units(int count) {
    Random random = new Random(1);
    List<UnitContent> units = new ArrayList<>();
    for (int type = 0; type < count; type++) {
      units.add(unit(type, count, random));
    }
    return units;
  }

  private static UnitContent unit(int type, int count, Random random) {
    String name = type(type);
    UnitContent.Builder unit = UnitContent.builder("shop/" + name + ".class");
    unit.define(name, type % 2 == 0 ? NodeKind.TRAIT : NodeKind.STRUCT);
    unit.edge(
        name,
        type % 3 == 0 ? EdgeKind.EXTENDS : EdgeKind.IMPLEMENTS,
        type(2 * random.nextInt((count + 1) / 2)));
    for (int method = 0; method < METHODS; method++) {
      String symbol = method(type, method);
      unit.define(
          symbol,
          NodeKind.FUNCTION,
          Attributes.builder()
              .put(Attributes.VISIBILITY, "public")
              .put(Attributes.START_LINE, method * 10)
              .put(Attributes.SIGNATURE, "(Ljava/lang/String;I)V")
              .build());
      unit.edge(name, EdgeKind.DEFINES, symbol);
      for (int call = 0; call < CALLS; call++) {
        unit.edge(symbol, EdgeKind.CALLS, method(random.nextInt(count), random.nextInt(METHODS)));
      }
    }
    return unit.build();
  }

  private static String type(int type) {
    return "shop/part" + type % 4 + "/OrderBook" + type;
  }

  private static String method(int type, int method) {
    return type(type) + "#placeOrder" + method + "(Ljava/lang/String;I)V";
  }
}
