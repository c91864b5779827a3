package dev.keygraph.compare.code;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Counts what units say: the candidates for questions, and their degrees. An edge counts once for
 * each unit that states it. Not for several threads.
 */
public final class Census {
  private final Map<String, Symbol> symbols = new HashMap<>();
  private final Map<String, Long> edgesOfUnits = new HashMap<>();
  private long edges;

  /** What is known of a symbol. */
  public static final class Symbol {
    private boolean defined;
    private boolean function;
    private boolean trait;
    private long incoming;
    private long outgoing;
    private long callers;
    private long callees;
    private long subtypes;

    private Symbol() {}

    /** Returns whether a unit defines it. */
    public boolean isDefined() {
      return defined;
    }

    /** Returns whether a unit defines it as a function. */
    public boolean isFunction() {
      return function;
    }

    /** Returns whether a unit defines it as a trait. */
    public boolean isTrait() {
      return trait;
    }

    /** Returns how many edges end in it. */
    public long incoming() {
      return incoming;
    }

    /** Returns how many calls end in it. */
    public long callers() {
      return callers;
    }

    /** Returns how many calls begin in it. */
    public long callees() {
      return callees;
    }

    /** Returns how many types implement or extend it directly. */
    public long subtypes() {
      return subtypes;
    }
  }

  /**
   * What a question may be about.
   *
   * @param name a symbol, or the path of a unit
   * @param weight how much it is used
   */
  public record Candidate(String name, long weight) {}

  /** Counts a unit. */
  public void add(UnitContent unit) {
    edgesOfUnits.put(unit.path(), (long) unit.edgeCount());
    for (int i = 0; i < unit.definitionCount(); i++) {
      Symbol symbol = symbol(unit.definitionSymbol(i));
      symbol.defined = true;
      symbol.function |= unit.definitionKind(i).equals(NodeKind.FUNCTION);
      symbol.trait |= unit.definitionKind(i).equals(NodeKind.TRAIT);
    }
    for (int i = 0; i < unit.edgeCount(); i++) {
      edges++;
      Symbol from = symbol(unit.edgeFrom(i));
      Symbol to = symbol(unit.edgeTo(i));
      EdgeKind kind = unit.edgeKind(i);
      from.outgoing++;
      to.incoming++;
      if (kind.equals(EdgeKind.CALLS)) {
        from.callees++;
        to.callers++;
      } else if (kind.equals(EdgeKind.IMPLEMENTS) || kind.equals(EdgeKind.EXTENDS)) {
        to.subtypes++;
      }
    }
  }

  private Symbol symbol(String name) {
    return symbols.computeIfAbsent(name, any -> new Symbol());
  }

  /** Returns the number of units. */
  public long units() {
    return edgesOfUnits.size();
  }

  /** Returns the number of symbols. */
  public long nodes() {
    return symbols.size();
  }

  /** Returns the number of edges. */
  public long edges() {
    return edges;
  }

  /** Returns the symbols that units define. */
  public Set<String> defined() {
    Set<String> defined = new HashSet<>();
    symbols.forEach(
        (name, symbol) -> {
          if (symbol.defined) {
            defined.add(name);
          }
        });
    return defined;
  }

  /**
   * Tells how many edges leave, and how many enter, the nodes that units define: in words, the
   * median, the 90th and the 99th percentile, and the greatest.
   */
  public String degrees() {
    if (symbols.values().stream().noneMatch(Symbol::isDefined)) {
      return "no node is defined";
    }
    return "out " + degrees(symbol -> symbol.outgoing) + "; in " + degrees(Symbol::incoming);
  }

  private String degrees(ToLongFunction<Symbol> degree) {
    return Degrees.text(
        symbols.values().stream().filter(Symbol::isDefined).mapToLong(degree).toArray());
  }

  /** Returns the symbols that satisfy a condition, by name. O(n log n). */
  public List<Candidate> symbols(Predicate<Symbol> condition, ToLongFunction<Symbol> weight) {
    return symbols.entrySet().stream()
        .filter(entry -> condition.test(entry.getValue()))
        .map(entry -> new Candidate(entry.getKey(), weight.applyAsLong(entry.getValue())))
        .sorted(Comparator.comparing(Candidate::name))
        .toList();
  }

  /** Returns the paths of the units, by path, weighted by their edges. O(n log n). */
  public List<Candidate> unitPaths() {
    return edgesOfUnits.entrySet().stream()
        .map(entry -> new Candidate(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(Candidate::name))
        .toList();
  }
}
