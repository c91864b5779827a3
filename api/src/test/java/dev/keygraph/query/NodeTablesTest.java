package dev.keygraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The sets of nodes that traversals use again and again, small and large in turns. */
final class NodeTablesTest {
  private static final int LIMIT = 20_000;

  @Property(tries = 60)
  void visitedNodesAreASetInOrder(
      @ForAll long seed, @ForAll @Size(max = 6) List<@IntRange(max = 9_000) Integer> rounds) {
    VisitedNodes visited = new VisitedNodes(LIMIT);
    Random random = new Random(seed);
    for (int adds : rounds) {
      visited.clear();
      Map<Integer, Integer> model = new LinkedHashMap<>();
      int range = 1 + random.nextInt(LIMIT);
      for (int i = 0; i < adds; i++) {
        int node = random.nextInt(range);
        boolean isNew = model.putIfAbsent(node, model.size()) == null;
        assertThat(visited.add(node)).isEqualTo(isNew);
      }
      assertThat(visited.size()).isEqualTo(model.size());
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < visited.size(); i++) {
        order.add(visited.get(i));
      }
      assertThat(order).isEqualTo(new ArrayList<>(model.keySet()));
    }
  }

  @Property(tries = 60)
  void numberingIsADictionary(
      @ForAll long seed, @ForAll @Size(max = 6) List<@IntRange(max = 9_000) Integer> rounds) {
    NodeNumbering numbering = new NodeNumbering(LIMIT);
    Random random = new Random(seed);
    for (int adds : rounds) {
      numbering.clear();
      Map<Integer, Integer> model = new LinkedHashMap<>();
      int range = 1 + random.nextInt(LIMIT);
      for (int i = 0; i < adds; i++) {
        int node = random.nextInt(range);
        Integer number = model.get(node);
        assertThat(numbering.numberOf(node)).isEqualTo(number == null ? -1 : number);
        if (number == null) {
          assertThat(numbering.add(node)).isEqualTo(model.size());
          model.put(node, model.size());
        }
      }
      assertThat(numbering.size()).isEqualTo(model.size());
      model.forEach((node, number) -> assertThat(numbering.node(number)).isEqualTo(node));
    }
  }
}
