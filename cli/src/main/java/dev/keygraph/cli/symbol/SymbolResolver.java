package dev.keygraph.cli.symbol;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeVisitor;
import dev.keygraph.graph.SymbolNames;
import dev.keygraph.graph.Texts;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.NodePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Finds the node that somebody means: by its exact symbol, else by the first of these that finds
 * something: its name in the words of Java ({@code java.util.HashMap#put}, {@code HashMap.put},
 * {@code put}, {@code put(Object, Object)}), camel-case initials ({@code HMPut}), the beginning of
 * its name. Nodes that a unit defines go before those that are only mentioned.
 */
public final class SymbolResolver {
  /** How many candidates are looked at in one step; a pattern that finds more says too little. */
  private static final int MAX_CANDIDATES = 10_000;

  private final GraphSnapshot snapshot;
  private final GraphQueries queries;
  private final TimeLimit time;

  /** Finds nodes of a snapshot; if the time is over before, what it says is nothing to go by. */
  public SymbolResolver(GraphSnapshot snapshot, TimeLimit time) {
    this.snapshot = snapshot;
    this.queries = GraphQueries.over(snapshot);
    this.time = time;
  }

  /**
   * Finds one node.
   *
   * @param wanted the kinds of nodes that can be meant; others count only where there are none
   */
  public Resolution resolve(String text, IntPredicate wanted) {
    List<Integer> candidates = candidates(text);
    if (candidates.isEmpty()) {
      return new Resolution.NotFound();
    }
    List<Integer> likely = preferred(candidates, wanted);
    likely = preferred(likely, node -> !snapshot.kind(node).equals(NodeKind.UNRESOLVED));
    likely = preferred(likely, node -> hasAllInitials(text, snapshot.symbol(node)));
    return likely.size() == 1
        ? new Resolution.Found(likely.get(0))
        : new Resolution.Ambiguous(bySymbol(likely));
  }

  /** Finds all nodes that can be meant, by symbol. */
  public List<Integer> find(String text) {
    return bySymbol(candidates(text));
  }

  /** Returns nodes with names that are near to one that is not found, nearest first; a few. */
  public List<Integer> suggestions(String text) {
    return new Suggestions(snapshot, queries, time).near(text);
  }

  private List<Integer> candidates(String text) {
    int exact = snapshot.node(text);
    if (exact != GraphSnapshot.NO_NODE) {
      return List.of(exact);
    }
    int slashed = snapshot.node(text.replace('.', '/'));
    if (slashed != GraphSnapshot.NO_NODE) {
      return List.of(slashed);
    }
    Optional<LooseName> name = LooseName.parse(text);
    if (name.isPresent()) {
      List<Integer> named = named(name.get());
      if (!named.isEmpty()) {
        return named;
      }
    }
    List<Integer> found = new ArrayList<>();
    stream(NodePattern.camelCase(text), node -> add(found, node));
    if (found.isEmpty() && !text.isEmpty()) {
      stream(NodePattern.namedWithPrefix(text), node -> add(found, node));
    }
    if (found.isEmpty() && !text.isEmpty()) {
      stream(NodePattern.withPrefix(text.replace('.', '/')), node -> add(found, node));
    }
    return found;
  }

  /** Returns whether camel-case initials leave no word of a name out: HMPut is put, not putAll. */
  private static boolean hasAllInitials(String text, String symbol) {
    String initials = SymbolNames.initials(text);
    return initials.equals(SymbolNames.initials(SymbolNames.shortName(symbol)))
        || initials.equals(SymbolNames.initials(SymbolNames.simpleName(symbol)));
  }

  private List<Integer> named(LooseName name) {
    List<Integer> found = new ArrayList<>();
    stream(
        NodePattern.named(name.simpleName()),
        node -> !name.matches(snapshot.symbol(node)) || add(found, node));
    return found;
  }

  private void stream(NodePattern pattern, NodeVisitor visitor) {
    time.note(queries.nodes(pattern, time.limits(), visitor));
  }

  private static boolean add(List<Integer> found, int node) {
    found.add(node);
    return found.size() < MAX_CANDIDATES;
  }

  private static List<Integer> preferred(List<Integer> nodes, IntPredicate condition) {
    List<Integer> preferred = nodes.stream().filter(condition::test).toList();
    return preferred.isEmpty() ? nodes : preferred;
  }

  private List<Integer> bySymbol(List<Integer> nodes) {
    record Named(int node, String symbol) {}
    return nodes.stream()
        .distinct()
        .map(node -> new Named(node, snapshot.symbol(node)))
        .sorted((a, b) -> Texts.compare(a.symbol(), b.symbol()))
        .map(Named::node)
        .toList();
  }

  /**
   * A name in the words of Java.
   *
   * @param path package, types and member, as far as they were given, outermost first
   * @param parameters the simple names of the parameters' types in brackets, or "" where none were
   *     given
   */
  record LooseName(List<String> path, String parameters) {

    static Optional<LooseName> parse(String text) {
      int open = text.indexOf('(');
      String name = open < 0 ? text : text.substring(0, open);
      String parameters = "";
      if (open >= 0) {
        int close = text.indexOf(')', open);
        if (close < 0) {
          return Optional.empty();
        }
        parameters = normalized(text.substring(open + 1, close));
      }
      List<String> path = List.of(name.split("[./#$]", -1));
      return path.stream().anyMatch(String::isEmpty)
          ? Optional.empty()
          : Optional.of(new LooseName(path, parameters));
    }

    String simpleName() {
      return path.get(path.size() - 1);
    }

    /** Returns whether a symbol that has the simple name is meant. */
    boolean matches(String symbol) {
      if (!parameters.isEmpty() && !parameters.equals(SymbolText.parametersPart(symbol))) {
        return false;
      }
      String full = SymbolNames.packageName(symbol) + "/" + SymbolNames.shortName(symbol);
      String[] parts = full.split("[./#$]", -1);
      for (int i = 1; i <= path.size(); i++) {
        if (i > parts.length || !parts[parts.length - i].equals(path.get(path.size() - i))) {
          return false;
        }
      }
      return true;
    }

    /** Returns the parameters as {@link SymbolText#parametersPart} writes them. */
    private static String normalized(String parameters) {
      List<String> simple = new ArrayList<>();
      for (String parameter : parameters.isBlank() ? new String[0] : parameters.split(",", -1)) {
        String type = parameter.strip().replaceAll("<.*>", "").replace("...", "[]");
        simple.add(type.substring(type.lastIndexOf('.') + 1));
      }
      return "(" + String.join(", ", simple) + ")";
    }
  }
}
