package dev.keygraph.compare.code;

import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.UnitContent;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Real code again, with renamed packages: what the code defines gets a package before its own, and
 * what it only mentions (libraries) stays. A copy has as many nodes and edges as the code, and each
 * node that it defines has as many of each kind: degrees are distributed alike by construction.
 */
public final class Copies {
  private static final String PREFIX = "copy";

  private final Set<String> defined;

  /**
   * Copies of some code.
   *
   * @param defined the symbols that it defines
   */
  public Copies(Set<String> defined) {
    this.defined = defined;
  }

  /**
   * Returns a unit of a copy.
   *
   * @param number which copy; 0 is the code itself
   */
  public UnitContent unit(UnitContent unit, int number) {
    if (number == 0) {
      return unit;
    }
    String prefix = PREFIX + number + "/";
    UnitContent.Builder copy = UnitContent.builder(prefix + unit.path());
    copy.hash(ContentHash.of((prefix + unit.hash()).getBytes(StandardCharsets.UTF_8)));
    for (int i = 0; i < unit.definitionCount(); i++) {
      copy.define(
          prefix + unit.definitionSymbol(i), unit.definitionKind(i), unit.definitionAttributes(i));
    }
    for (int i = 0; i < unit.edgeCount(); i++) {
      copy.edge(
          symbol(prefix, unit.edgeFrom(i)),
          unit.edgeKind(i),
          symbol(prefix, unit.edgeTo(i)),
          unit.edgeAttributes(i));
    }
    return copy.build();
  }

  private String symbol(String prefix, String symbol) {
    return defined.contains(symbol) ? prefix + symbol : symbol;
  }
}
