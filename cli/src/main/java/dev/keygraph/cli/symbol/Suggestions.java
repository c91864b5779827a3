package dev.keygraph.cli.symbol;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.SymbolNames;
import dev.keygraph.graph.Texts;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.NodePattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds nodes whose simple name is near to a misspelt one, among those that begin like it. */
final class Suggestions {
  private static final int MAX_SUGGESTIONS = 5;

  /** How many names are compared at most. */
  private static final int MAX_LOOKS = 50_000;

  private final GraphSnapshot snapshot;
  private final GraphQueries queries;
  private final TimeLimit time;

  private record Near(int node, int distance, int owner, String symbol) {}

  Suggestions(GraphSnapshot snapshot, GraphQueries queries, TimeLimit time) {
    this.snapshot = snapshot;
    this.queries = queries;
    this.time = time;
  }

  /** Returns the nearest nodes, nearest first. */
  List<Integer> near(String text) {
    String name = SymbolNames.simpleName(text);
    int dot = name.indexOf('#') < 0 ? name.lastIndexOf('.') : -1;
    String wanted = name.substring(dot + 1);
    String owner = owner(text, wanted);
    for (int prefix = Math.min(2, wanted.length()); prefix > 0; prefix--) {
      List<Near> found = near(wanted, owner, wanted.substring(0, prefix));
      if (!found.isEmpty()) {
        return found.stream().map(Near::node).limit(MAX_SUGGESTIONS).toList();
      }
    }
    return List.of();
  }

  private List<Near> near(String wanted, String owner, String prefix) {
    int most = Math.max(1, wanted.length() / 3);
    List<Near> found = new ArrayList<>();
    Map<String, Integer> distances = new HashMap<>();
    int[] looks = {0};
    for (String start : List.of(prefix, swapCase(prefix))) {
      queries.nodes(
          NodePattern.namedWithPrefix(start),
          time.limits(),
          node -> {
            String symbol = snapshot.symbol(node);
            int distance =
                distances.computeIfAbsent(
                    SymbolNames.simpleName(symbol),
                    name -> EditDistance.within(wanted, name, most));
            if (distance <= most) {
              found.add(
                  new Near(node, distance, EditDistance.within(owner, owner(symbol), 3), symbol));
            }
            return ++looks[0] < MAX_LOOKS;
          });
    }
    found.sort(
        Comparator.comparingInt(Near::distance)
            .thenComparingInt(Near::owner)
            .thenComparing(Near::symbol, Texts::compare));
    return found;
  }

  /** Returns the name of the type before a member's, or "". */
  private static String owner(String text, String name) {
    int open = text.indexOf('(');
    String before = open < 0 ? text : text.substring(0, open);
    String path = before.substring(0, Math.max(0, before.lastIndexOf(name)));
    List<String> parts = List.of(path.split("[./#$]", -1));
    return parts.size() < 2 ? "" : parts.get(parts.size() - 2);
  }

  private static String owner(String symbol) {
    return owner(symbol, SymbolNames.simpleName(symbol));
  }

  private static String swapCase(String prefix) {
    String first = prefix.substring(0, 1);
    String upper = first.toUpperCase(Locale.ROOT);
    return (upper.equals(first) ? first.toLowerCase(Locale.ROOT) : upper) + prefix.substring(1);
  }
}
