package dev.keygraph.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A page of nodes says what a plain array says. */
class NodePageProperties {
  private static final int FIRST = 7 << Paging.PAGE_BITS;

  @Provide
  Arbitrary<List<Tuple.Tuple2<Integer, Integer>>> changes() {
    Arbitrary<Integer> nodes = Arbitraries.integers().between(FIRST, FIRST + Paging.LOCAL_MASK);
    Arbitrary<Integer> kinds = Arbitraries.of(NodePage.ABSENT, 0, 1, 127, 128, 255);
    return nodes.flatMap(node -> kinds.map(kind -> Tuple.of(node, kind))).list().ofMaxSize(80);
  }

  @Property(tries = 200)
  void lastChangeOfANodeCounts(@ForAll("changes") List<Tuple.Tuple2<Integer, Integer>> changes) {
    int[] model = new int[Paging.PAGE_NODES];
    Arrays.fill(model, NodePage.ABSENT);
    byte[] page = NodePage.empty();
    for (Tuple.Tuple2<Integer, Integer> change : changes) {
      byte[] before = page.clone();
      byte[] copy = NodePage.copy(page);
      NodePage.set(copy, change.get1(), change.get2());
      assertThat(page).isEqualTo(before);
      page = copy;
      model[change.get1() & Paging.LOCAL_MASK] = change.get2();
      for (int local = 0; local < Paging.PAGE_NODES; local++) {
        assertThat(NodePage.kind(page, FIRST + local)).isEqualTo(model[local]);
      }
    }
  }
}
