package dev.keygraph.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The next version's table has new holders for what a commit touched, and shares all others. */
class PageTableTest {
  private static final int PAGES = 200;
  private static final int NODES = PAGES * Paging.PAGE_NODES;

  private final PageTable table = PageTable.empty(0, NODES);

  private static Set<Integer> changedPages(PageFamily family, PageTable before, PageTable after) {
    Set<Integer> changed = new HashSet<>();
    for (int page = 0; page < after.pages(); page++) {
      if (page >= before.pages()
          || before.pages(family).holder(page) != after.pages(family).holder(page)) {
        changed.add(page);
      }
    }
    return changed;
  }

  @Test
  void untouchedPagesKeepTheirHolders() {
    PageTable.Successor successor = new PageTable.Successor(table, NODES);
    successor.replace(PageFamily.FORWARD, 3);
    successor.replace(PageFamily.FORWARD, 130);
    successor.replace(PageFamily.NODES, 199);
    PageTable after = successor.build();
    assertThat(changedPages(PageFamily.FORWARD, table, after)).containsExactlyInAnyOrder(3, 130);
    assertThat(changedPages(PageFamily.REVERSE, table, after)).isEmpty();
    assertThat(changedPages(PageFamily.NODES, table, after)).containsExactly(199);
    assertThat(successor.replaced())
        .containsExactly(
            table.pages(PageFamily.FORWARD).holder(3),
            table.pages(PageFamily.FORWARD).holder(130),
            table.pages(PageFamily.NODES).holder(199));
    assertThat(after.generation()).isEqualTo(1);
    assertThat(after.pages(PageFamily.FORWARD).holder(3).birth()).isEqualTo(1);
    assertThat(after.pages(PageFamily.FORWARD).holder(4).birth()).isZero();
  }

  @Test
  void holdersKnowTheirPlace() {
    for (PageFamily family : PageFamily.values()) {
      for (int page : List.of(0, 63, 64, PAGES - 1)) {
        PageHolder holder = table.pages(family).holder(page);
        holder.want();
        assertThat(holder.family()).isEqualTo(family);
        assertThat(holder.page()).isEqualTo(page);
      }
    }
  }

  @Test
  void tableGrowsByEmptyPagesOfTheNextGeneration() {
    int more = NODES + 70 * Paging.PAGE_NODES + 1;
    PageTable after = new PageTable.Successor(table, more).build();
    assertThat(after.nodeIdLimit()).isEqualTo(more);
    assertThat(after.pages()).isEqualTo(PAGES + 71);
    for (PageFamily family : PageFamily.values()) {
      assertThat(changedPages(family, table, after)).hasSize(71).doesNotContain(PAGES - 1);
      assertThat(after.pages(family).holders()).hasSize(PAGES + 71).doesNotContainNull();
      assertThat(after.pages(family).holder(PAGES).birth()).isEqualTo(1);
    }
    assertThat(table.pages()).isEqualTo(PAGES);
  }

  /** A page that was cut short by the end of the ids is the same page when there are more ids. */
  @Test
  void lastPageIsKeptWhileItFillsUp() {
    PageTable small = PageTable.empty(0, 1);
    PageTable after = new PageTable.Successor(small, Paging.PAGE_NODES).build();
    assertThat(changedPages(PageFamily.NODES, small, after)).isEmpty();
    assertThat(after.pages()).isEqualTo(1);
  }

  @Test
  void newPagesReplaceNothing() {
    PageTable.Successor successor = new PageTable.Successor(table, NODES + 1);
    assertThat(successor.holderBefore(PageFamily.NODES, PAGES)).isNull();
    successor.replace(PageFamily.NODES, PAGES);
    assertThat(successor.replaced()).isEmpty();
  }

  @Test
  void bytesOfTablesGrowWithTheirPages() {
    assertThat(PageTable.bytes(0)).isZero();
    long perPage = PageTable.bytes(NODES) / (3 * PAGES);
    assertThat(perPage).isBetween((long) PageHolder.BYTES, 2L * PageHolder.BYTES);
    assertThat(PageTable.bytes(2 * NODES))
        .isBetween(2 * PageTable.bytes(NODES) - 200, 2 * PageTable.bytes(NODES));
  }
}
