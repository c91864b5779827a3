package dev.keygraph.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The changes of a commit, page by page, in the order of edges; the last word counts. */
class PageChangesTest {
  private static final int PAGE = Paging.PAGE_NODES;

  private final PageChanges changes = new PageChanges();

  private Map<Integer, List<Long>> pages(PageFamily family) {
    Map<Integer, List<Long>> pages = new TreeMap<>();
    changes.forEachPage(
        family,
        (page, edges) -> {
          List<Long> list = new ArrayList<>();
          for (long edge : edges) {
            list.add(edge);
          }
          assertThat(pages.put(page, list)).as("page %s once", page).isNull();
        });
    return pages;
  }

  @Test
  void edgesAreChangesOfBothTheirEndsPages() {
    changes.edge(3 * PAGE + 5, 2, 8 * PAGE + 1, true);
    changes.edge(3 * PAGE + 4, 9, 8 * PAGE, false);
    changes.edge(0, 1, 1, true);
    assertThat(pages(PageFamily.FORWARD))
        .isEqualTo(
            Map.of(
                0, List.of(EdgeChange.of(0, 1, 1, true)),
                3,
                    List.of(
                        EdgeChange.of(4, 9, 8 * PAGE, false),
                        EdgeChange.of(5, 2, 8 * PAGE + 1, true))));
    assertThat(pages(PageFamily.REVERSE))
        .isEqualTo(
            Map.of(
                0, List.of(EdgeChange.of(1, 1, 0, true)),
                8,
                    List.of(
                        EdgeChange.of(0, 9, 3 * PAGE + 4, false),
                        EdgeChange.of(1, 2, 3 * PAGE + 5, true))));
  }

  @Test
  void lastWordOnAnEdgeCounts() {
    for (int i = 0; i < 100; i++) {
      changes.edge(7, 1, 9, i % 2 == 0);
      changes.edge(7, 1, 8, i % 2 != 0);
    }
    assertThat(pages(PageFamily.FORWARD))
        .isEqualTo(Map.of(0, List.of(EdgeChange.of(7, 1, 8, true), EdgeChange.of(7, 1, 9, false))));
  }

  @Test
  void tooManyChangesOfAPageAreNotCarried() {
    for (int i = 0; i < 5_000; i++) {
      changes.edge(1, 1, i, true);
    }
    assertThat(pages(PageFamily.FORWARD)).isEqualTo(Map.of(0, List.of()));
    assertThat(pages(PageFamily.REVERSE)).hasSize(Paging.pages(5_000));
  }

  @Test
  void lastWordOnANodeCounts() {
    changes.node(PAGE, 4);
    changes.node(1, 7);
    changes.removedNode(1);
    changes.removedNode(2);
    changes.node(2, 255);
    List<Integer> numbers = new ArrayList<>();
    List<byte[]> pages = new ArrayList<>();
    changes.forEachNodePage(
        (page, indexes) -> {
          byte[] nodes = NodePage.empty();
          NodePage.set(nodes, page * PAGE + 1, 9);
          changes.write(indexes, nodes);
          numbers.add(page);
          pages.add(nodes);
        });
    assertThat(numbers).containsExactly(0, 1);
    assertThat(NodePage.kind(pages.get(0), 1)).isEqualTo(NodePage.ABSENT);
    assertThat(NodePage.kind(pages.get(0), 2)).isEqualTo(255);
    assertThat(NodePage.kind(pages.get(1), PAGE)).isEqualTo(4);
    assertThat(NodePage.kind(pages.get(1), PAGE + 1)).isEqualTo(9);
  }
}
