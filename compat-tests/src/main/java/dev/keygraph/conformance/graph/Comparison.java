package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compares all answers of two graphs by symbols, and says where they differ. */
final class Comparison {
  private static final int MAX_DIFFERENCES = 12;

  private final List<String> differences = new ArrayList<>();

  /** Whether an exception that has a name is as good as an answer. */
  private final boolean tolerant;

  private Comparison(boolean tolerant) {
    this.tolerant = tolerant;
  }

  /** Fails with the first differences if two graphs answer any question differently. */
  static void assertSame(String what, Answers expected, Answers actual, Probes probes) {
    Comparison comparison = new Comparison(false);
    comparison.wholes(expected, actual);
    comparison.lookUps(expected, actual, probes);
    assertThat(comparison.differences).as(what).isEmpty();
  }

  /**
   * Asks a graph that may be damaged, whose every answer may be an exception that has a name, and
   * returns what it answers differently.
   */
  static Differences ofDamaged(Answers expected, Answers actual, Probes probes) {
    Comparison comparison = new Comparison(true);
    comparison.wholes(expected, actual);
    comparison.lookUps(expected, actual, probes);
    List<String> answers = List.copyOf(comparison.differences);
    comparison.differences.clear();
    for (String path : probes.paths()) {
      Optional<UnitContent> unit = comparison.answer("unit", () -> actual.unit(path));
      if (unit != null && unit.isPresent()) {
        comparison.compare(
            "content of unit " + CodePoints.show(path),
            withoutHash(expected.unit(path)),
            withoutHash(unit));
      }
    }
    return new Differences(answers, List.copyOf(comparison.differences));
  }

  /**
   * What a damaged graph answers differently.
   *
   * @param answers about nodes, edges and which units there are
   * @param contents about what units say, apart from their hashes
   */
  record Differences(List<String> answers, List<String> contents) {}

  /** Nothing but the manifest knows the hash of what a unit was made from. */
  private static Optional<UnitContent> withoutHash(Optional<UnitContent> unit) {
    return unit.map(content -> content.toBuilder().build());
  }

  private void wholes(Answers expected, Answers actual) {
    maps("node", expected::nodes, actual::nodes);
    SortedMap<SymbolEdge, Answers.EdgeFacts> edges = answer("edge", actual::edges);
    if (edges != null) {
      maps("edge", expected::edges, () -> edges);
      sets("forward = reverse", () -> edges.keySet(), actual::reverseEdges);
    }
    sets("reverse edge", expected::reverseEdges, actual::reverseEdges);
    if (tolerant) {
      sets("unit", () -> expected.units().keySet(), actual::unitPaths);
    } else {
      maps("unit", expected::units, actual::units);
    }
    same("counts", expected::counts, actual::counts);
  }

  private void lookUps(Answers expected, Answers actual, Probes probes) {
    for (String symbol : probes.symbols()) {
      String shown = CodePoints.show(symbol);
      same("node " + shown, () -> expected.hasNode(symbol), () -> actual.hasNode(symbol));
      if (tolerant) {
        same("what is said of " + shown, () -> expected.node(symbol), () -> actual.node(symbol));
      }
      for (Direction direction : Direction.values()) {
        for (EdgeKind kind : probes.edgeKinds()) {
          edges(expected, actual, symbol, direction, EdgeKinds.of(kind));
        }
        edges(
            expected,
            actual,
            symbol,
            direction,
            EdgeKinds.of(
                probes.edgeKinds().stream().limit((probes.edgeKinds().size() + 1) / 2).toList()));
      }
    }
    each("prefix ", probes.prefixes(), expected::withPrefix, actual::withPrefix);
    each("name prefix ", probes.prefixes(), expected::namedWithPrefix, actual::namedWithPrefix);
    each("name ", probes.names(), expected::named, actual::named);
    each("camel case ", probes.patterns(), expected::matching, actual::matching);
    each("package ", probes.packages(), expected::inPackage, actual::inPackage);
    for (NodeKind kind : probes.nodeKinds()) {
      same("kind " + kind, () -> expected.ofKind(kind), () -> actual.ofKind(kind));
    }
    each("nodes of unit ", probes.paths(), expected::ofUnit, actual::ofUnit);
  }

  private void edges(
      Answers expected, Answers actual, String symbol, Direction direction, EdgeKinds kinds) {
    same(
        direction + " " + kinds + " of " + CodePoints.show(symbol),
        () -> expected.edges(symbol, direction, kinds),
        () -> actual.edges(symbol, direction, kinds));
  }

  private void each(
      String question,
      Collection<String> texts,
      Function<String, List<String>> expected,
      Function<String, List<String>> actual) {
    for (String text : texts) {
      same(question + CodePoints.show(text), () -> expected.apply(text), () -> actual.apply(text));
    }
  }

  private <K, V> void maps(
      String what, Supplier<SortedMap<K, V>> expectedMap, Supplier<SortedMap<K, V>> actualMap) {
    SortedMap<K, V> expected = expectedMap.get();
    SortedMap<K, V> actual = answer(what, actualMap);
    if (actual == null || expected.equals(actual)) {
      return;
    }
    SortedSet<K> keys = new TreeSet<>(expected.comparator());
    keys.addAll(expected.keySet());
    keys.addAll(actual.keySet());
    keys.forEach(key -> compare(what + " " + show(key), expected.get(key), actual.get(key)));
  }

  private <K> void sets(
      String what, Supplier<? extends Set<K>> expectedSet, Supplier<SortedSet<K>> actualSet) {
    Set<K> expected = answer(what, expectedSet);
    SortedSet<K> actual = answer(what, actualSet);
    if (expected == null || actual == null || expected.equals(actual)) {
      return;
    }
    SortedSet<K> keys = new TreeSet<>(actual.comparator());
    keys.addAll(expected);
    keys.addAll(actual);
    keys.forEach(
        key -> compare(what + " " + show(key), expected.contains(key), actual.contains(key)));
  }

  private void same(String question, Supplier<?> expected, Supplier<?> actual) {
    Object answer = answer(question, actual);
    if (answer != null) {
      compare(question, expected.get(), answer);
    }
  }

  /** Returns an answer, or {@code null} if there is none, which is no difference. */
  private <T> @Nullable T answer(String question, Supplier<T> actual) {
    if (!tolerant) {
      return actual.get();
    }
    try {
      return actual.get();
    } catch (KvException named) {
      return null;
    } catch (AssertionError | NoSuchElementException inconsistent) {
      compare(question, "an answer", inconsistent.toString());
      return null;
    } catch (IllegalArgumentException e) {
      // Of an edge or an index whose node is not there: the asker asked about it.
      if (!String.valueOf(e.getMessage()).startsWith("no node of this snapshot")) {
        throw e;
      }
      compare(question, "an answer", e.toString());
      return null;
    }
  }

  private void compare(String question, @Nullable Object expected, @Nullable Object actual) {
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
