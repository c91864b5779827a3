package dev.keygraph.hot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.NeighborCursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A page of edges, with and without changes, says what plain sets of edges say. */
class EdgePageProperties {
  private static final int MAX_FAR = Integer.MAX_VALUE;

  private final EdgePageBuilder builder = new EdgePageBuilder();
  private final NeighborCursor cursor = new NeighborCursor(1 << 20);

  /** Neighbours around what two bytes hold, and far away; kinds around those that share a run. */
  @Provide
  Arbitrary<NavigableSet<ModelEdge>> edges() {
    return Arbitraries.of(0, 1, 40_000, MAX_FAR >>> Paging.PAGE_BITS)
        .flatMap(page -> edges(page).set().ofMaxSize(60))
        .map(TreeSet::new);
  }

  private static Arbitrary<ModelEdge> edges(int page) {
    Arbitrary<Integer> locals = Arbitraries.of(0, 0, 1, 5, 30, 31);
    Arbitrary<Integer> kinds = Arbitraries.of(1, 1, 2, 3, 14, 15, 16, 255);
    Arbitrary<Long> far = Arbitraries.of(0L, 1L, 70_000L, (long) MAX_FAR);
    Arbitrary<Long> near =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.longs().between(-40, 40)),
            Tuple.of(1, Arbitraries.of(-32_769L, -32_768L, 32_767L, 32_768L)));
    return locals.flatMap(
        local -> {
          int node = (page << Paging.PAGE_BITS) + local;
          Arbitrary<Long> ends =
              Arbitraries.frequencyOf(
                  Tuple.of(4, near.map(difference -> node + difference)), Tuple.of(1, far));
          return kinds.flatMap(
              kind -> ends.map(end -> new ModelEdge(node, kind, (int) Math.abs(end) & MAX_FAR)));
        });
  }

  @Provide
  Arbitrary<Set<Integer>> kinds() {
    return Arbitraries.of(1, 2, 3, 14, 15, 16, 255).set();
  }

  @Property(tries = 300)
  void pageSaysWhatItWasMadeOf(
      @ForAll("edges") NavigableSet<ModelEdge> edges, @ForAll("kinds") Set<Integer> kinds) {
    int page = pageOf(edges);
    check(ModelEdge.page(page, edges), page, edges, kinds);
  }

  @Property(tries = 300)
  void pageWithChangesSaysWhatIsThereAfterThem(
      @ForAll("edges") NavigableSet<ModelEdge> before,
      @ForAll long seed,
      @ForAll("kinds") Set<Integer> kinds) {
    int page = pageOf(before);
    TreeSet<ModelEdge> model = new TreeSet<>(before);
    Object content = ModelEdge.page(page, before);
    SplittableRandom random = new SplittableRandom(seed);
    for (int commit = 0; commit < 4; commit++) {
      content = ChangedEdges.after(content, page, changes(page, model, random), builder);
      check(content, page, model, kinds);
    }
  }

  /**
   * Changes a model, sometimes by what is so already, and returns the same as changes of a page.
   */
  private static long[] changes(int page, NavigableSet<ModelEdge> model, SplittableRandom random) {
    TreeSet<Long> changes = new TreeSet<>();
    TreeSet<ModelEdge> touched = new TreeSet<>();
    List<ModelEdge> known = new ArrayList<>(model);
    int count = 1 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      int node = (page << Paging.PAGE_BITS) + random.nextInt(Paging.PAGE_NODES);
      ModelEdge edge =
          !known.isEmpty() && random.nextBoolean()
              ? known.get(random.nextInt(known.size()))
              : new ModelEdge(node, 1 + random.nextInt(17), random.nextInt(100_000));
      if (touched.add(edge)) {
        boolean present = random.nextBoolean();
        changes.add(EdgeChange.of(edge.local(), edge.kind(), edge.far(), present));
        if (present) {
          model.add(edge);
        } else {
          model.remove(edge);
        }
      }
    }
    return changes.stream().mapToLong(Long::longValue).toArray();
  }

  @Property(tries = 200)
  void laterChangesCount(@ForAll("edges") NavigableSet<ModelEdge> edges, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TreeSet<Long> expected = new TreeSet<>();
    TreeSet<Long> earlier = new TreeSet<>();
    TreeSet<Long> later = new TreeSet<>();
    for (ModelEdge edge : edges) {
      int where = 1 + random.nextInt(3);
      boolean first = random.nextBoolean();
      boolean second = random.nextBoolean();
      if ((where & 1) != 0) {
        earlier.add(EdgeChange.of(edge.local(), edge.kind(), edge.far(), first));
      }
      if ((where & 2) != 0) {
        later.add(EdgeChange.of(edge.local(), edge.kind(), edge.far(), second));
      }
      boolean last = (where & 2) != 0 ? second : first;
      expected.add(EdgeChange.of(edge.local(), edge.kind(), edge.far(), last));
    }
    assertThat(EdgeChange.merge(array(earlier), array(later))).isEqualTo(array(expected));
  }

  private static long[] array(Collection<Long> changes) {
    return changes.stream().mapToLong(Long::longValue).toArray();
  }

  /** A node with more neighbours than narrow ends and offsets can tell. */
  @Example
  void hubsAreWhole() {
    TreeSet<ModelEdge> edges = new TreeSet<>();
    IntStream.range(0, 20_000).forEach(i -> edges.add(new ModelEdge(5, 1, 100_000 + 3 * i)));
    IntStream.range(0, 40_000)
        .forEach(i -> edges.add(new ModelEdge(5, 2, i % 32_000 + i / 32_000)));
    IntStream.range(0, 12_000).forEach(i -> edges.add(new ModelEdge(5, 20, 7 * i)));
    edges.add(new ModelEdge(4, 1, 6));
    edges.add(new ModelEdge(31, 3, 1_000_000));
    check(ModelEdge.page(0, edges), 0, edges, Set.of(1, 2, 20, 3));
    check(ModelEdge.page(0, edges), 0, edges, Set.of(2));
  }

  private static int pageOf(NavigableSet<ModelEdge> edges) {
    return edges.isEmpty() ? 3 : edges.first().near() >>> Paging.PAGE_BITS;
  }

  private void check(Object content, int page, NavigableSet<ModelEdge> model, Set<Integer> kinds) {
    ChosenKinds chosen = ModelEdge.chosen(kinds);
    for (int local = 0; local < Paging.PAGE_NODES; local++) {
      int node = (page << Paging.PAGE_BITS) + local;
      List<String> expected =
          model.stream()
              .filter(edge -> edge.near() == node && kinds.contains(edge.kind()))
              .map(ModelEdge::shown)
              .toList();
      assertThat(visited(content, node, chosen)).isEqualTo(expected);
      assertThat(lent(content, node, chosen)).isEqualTo(expected);
      assertThatVisitsEndEarly(content, node, chosen, expected);
    }
    for (ModelEdge edge : model) {
      assertThat(contains(content, edge)).as("%s", edge).isTrue();
      ModelEdge other = new ModelEdge(edge.near(), edge.kind(), edge.far() ^ 1);
      assertThat(contains(content, other)).as("%s", other).isEqualTo(model.contains(other));
      ModelEdge otherKind = new ModelEdge(edge.near(), edge.kind() == 1 ? 15 : 1, edge.far());
      assertThat(contains(content, otherKind)).isEqualTo(model.contains(otherKind));
    }
  }

  private static List<String> visited(Object content, int node, ChosenKinds chosen) {
    List<String> seen = new ArrayList<>();
    boolean complete =
        visit(
            content,
            node,
            chosen,
            (neighbor, kind) -> {
              seen.add(ModelEdge.shown(neighbor, kind));
              return true;
            });
    assertThat(complete).isTrue();
    return seen;
  }

  private static void assertThatVisitsEndEarly(
      Object content, int node, ChosenKinds chosen, List<String> expected) {
    if (!expected.isEmpty()) {
      List<String> seen = new ArrayList<>();
      boolean complete =
          visit(
              content,
              node,
              chosen,
              (neighbor, kind) -> {
                seen.add(ModelEdge.shown(neighbor, kind));
                return false;
              });
      assertThat(complete).isFalse();
      assertThat(seen).isEqualTo(expected.subList(0, 1));
    }
  }

  private static boolean visit(
      Object content, int node, ChosenKinds chosen, dev.keygraph.graph.NeighborVisitor visitor) {
    return content instanceof byte[] page
        ? EdgePage.visit(page, node, chosen, visitor)
        : ((ChangedEdges) content).visit(node, chosen, visitor);
  }

  private List<String> lent(Object content, int node, ChosenKinds chosen) {
    boolean complete =
        content instanceof byte[] page
            ? EdgePage.lend(page, node, chosen, cursor)
            : ((ChangedEdges) content).lend(node, chosen, cursor);
    assertThat(complete).isTrue();
    List<String> seen = new ArrayList<>();
    while (cursor.next()) {
      seen.add(ModelEdge.shown(cursor.node(), cursor.kind()));
    }
    return seen;
  }

  private static boolean contains(Object content, ModelEdge edge) {
    return content instanceof byte[] page
        ? EdgePage.contains(page, edge.near(), edge.kind(), edge.far())
        : ((ChangedEdges) content).contains(edge.near(), edge.kind(), edge.far());
  }
}
