package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares all answers of two graphs by symbols, and says where they differ. */
final class Comparison {
  private static final int MAX_DIFFERENCES = 12;

  private final List<String> differences = new ArrayList<>();

  private Comparison() {}

  /** Fails with the first differences if two graphs answer any question differently. */
  static void assertSame(String what, Answers expected, Answers actual, Probes probes) {
    Comparison comparison = new Comparison();
    comparison.wholes(expected, actual);
    comparison.lookUps(expected, actual, probes);
    assertThat(comparison.differences).as(what).isEmpty();
  }

  private void wholes(Answers expected, Answers actual) {
    maps("node", expected.nodes(), actual.nodes());
    SortedMap<SymbolEdge, Answers.EdgeFacts> edges = actual.edges();
    maps("edge", expected.edges(), edges);
    sets("reverse edge", expected.reverseEdges(), actual.reverseEdges());
    sets("forward = reverse", new TreeSet<>(edges.keySet()), actual.reverseEdges());
    maps("unit", expected.units(), actual.units());
    same("counts", expected.counts(), actual.counts());
  }

  private void lookUps(Answers expected, Answers actual, Probes probes) {
    for (String symbol : probes.symbols()) {
      String shown = CodePoints.show(symbol);
      same("node " + shown, expected.hasNode(symbol), actual.hasNode(symbol));
      for (Direction direction : Direction.values()) {
        probes
            .edgeKinds()
            .forEach(
                kind ->
                    same(
                        direction + " " + kind + " of " + shown,
                        expected.edges(symbol, direction, EdgeKinds.of(kind)),
                        actual.edges(symbol, direction, EdgeKinds.of(kind))));
        EdgeKinds half =
            EdgeKinds.of(
                probes.edgeKinds().stream().limit((probes.edgeKinds().size() + 1) / 2).toList());
        same(
            direction + " " + half + " of " + shown,
            expected.edges(symbol, direction, half),
            actual.edges(symbol, direction, half));
      }
    }
    for (String prefix : probes.prefixes()) {
      String shown = CodePoints.show(prefix);
      same("prefix " + shown, expected.withPrefix(prefix), actual.withPrefix(prefix));
      same(
          "name prefix " + shown, expected.namedWithPrefix(prefix), actual.namedWithPrefix(prefix));
    }
    probes
        .names()
        .forEach(
            name ->
                same("name " + CodePoints.show(name), expected.named(name), actual.named(name)));
    probes
        .patterns()
        .forEach(
            pattern ->
                same(
                    "camel case " + CodePoints.show(pattern),
                    expected.matching(pattern),
                    actual.matching(pattern)));
    probes
        .packages()
        .forEach(
            name ->
                same(
                    "package " + CodePoints.show(name),
                    expected.inPackage(name),
                    actual.inPackage(name)));
    probes
        .nodeKinds()
        .forEach(kind -> same("kind " + kind, expected.ofKind(kind), actual.ofKind(kind)));
    probes
        .paths()
        .forEach(
            path ->
                same(
                    "nodes of unit " + CodePoints.show(path),
                    expected.ofUnit(path),
                    actual.ofUnit(path)));
  }

  private <K, V> void maps(String what, SortedMap<K, V> expected, SortedMap<K, V> actual) {
    if (expected.equals(actual)) {
      return;
    }
    SortedSet<K> keys = new TreeSet<>(expected.comparator());
    keys.addAll(expected.keySet());
    keys.addAll(actual.keySet());
    keys.forEach(key -> same(what + " " + show(key), expected.get(key), actual.get(key)));
  }

  private <K> void sets(String what, SortedSet<K> expected, SortedSet<K> actual) {
    if (expected.equals(actual)) {
      return;
    }
    SortedSet<K> keys = new TreeSet<>(expected.comparator());
    keys.addAll(expected);
    keys.addAll(actual);
    keys.forEach(key -> same(what + " " + show(key), expected.contains(key), actual.contains(key)));
  }

  private void same(String question, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual) && differences.size() < MAX_DIFFERENCES) {
      differences.add(question + ": expected " + show(expected) + ", answered " + show(actual));
    }
  }

  private static String show(@Nullable Object value) {
    if (value instanceof String text) {
      return CodePoints.show(text);
    }
    String text = String.valueOf(value);
    return text.length() > 400 ? text.substring(0, 400) + "…" : text;
  }
}
