package dev.keygraph.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Pages are freed when the last version that sees them has no reader any more. */
class TableHistoryTest {
  private static final PageFamily FAMILY = PageFamily.FORWARD;
  private static final int PAGES = 10;
  private static final int NODES = PAGES * Paging.PAGE_NODES;
  private static final int PAGE = 4;

  private HotTier tier = new HotTier(1 << 20);

  private HotVersion publish(HotVersion version) {
    tier.publish(version);
    return version;
  }

  /** Commits a change of a page. */
  private HotVersion next(int page) {
    PageChanges changes = new PageChanges();
    changes.edge(page << Paging.PAGE_BITS, 1, 9, true);
    return publish(tier.prepare(changes, NODES));
  }

  private static PageHolder holder(HotVersion version, int page) {
    return version.table().pages(FAMILY).holder(page);
  }

  private void fill(HotVersion version, int page) {
    tier.budget().fill(holder(version, page), ModelEdge.page(page, List.of()));
  }

  @Test
  void replacedPageOfAVersionThatNobodyReadsIsFreed() {
    HotVersion first = publish(tier.restart(NODES));
    fill(first, PAGE);
    HotVersion second = next(PAGE);
    assertThat(holder(first, PAGE).content()).isNull();
    assertThat(holder(second, PAGE).content()).isInstanceOf(ChangedEdges.class);
    assertThat(tier.statistics().pages()).isEqualTo(1);
    assertThat(tier.statistics().evictions()).isZero();
  }

  @Test
  void replacedPageLivesAsLongAsItsReader() {
    HotVersion first = publish(tier.restart(NODES));
    fill(first, PAGE);
    assertThat(first.lease().acquire()).isTrue();
    assertThat(first.lease().acquire()).isTrue();
    HotVersion second = next(PAGE);
    assertThat(first.lease().isSuperseded()).isTrue();
    assertThat(holder(first, PAGE).content()).isNotNull();
    assertThat(tier.statistics().pages()).isEqualTo(2);
    first.lease().release();
    assertThat(holder(first, PAGE).content()).isNotNull();
    first.lease().release();
    assertThat(holder(first, PAGE).content()).isNull();
    assertThat(holder(second, PAGE).content()).isNotNull();
    assertThat(tier.statistics().pages()).isEqualTo(1);
  }

  @Test
  void nobodyBeginsToReadAVersionThatWasSuperseded() {
    HotVersion first = publish(tier.restart(NODES));
    next(PAGE);
    assertThat(first.lease().acquire()).isFalse();
    assertThat(first.lease().isRead()).isFalse();
  }

  /** A page that versions 0 to 2 see, replaced by 3, where 0 and 2 are read. */
  @Test
  void pageMovesToTheOlderVersionThatSeesItToo() {
    HotVersion first = publish(tier.restart(NODES));
    fill(first, PAGE);
    assertThat(first.lease().acquire()).isTrue();
    next(PAGE + 1);
    HotVersion third = next(PAGE + 2);
    assertThat(third.lease().acquire()).isTrue();
    PageHolder shared = holder(third, PAGE);
    assertThat(shared).isSameAs(holder(first, PAGE));
    next(PAGE);
    third.lease().release();
    assertThat(shared.content()).isNotNull();
    first.lease().release();
    assertThat(shared.content()).isNull();
  }

  /** A page that is younger than the older version that is still read. */
  @Test
  void pageThatNoOlderVersionSeesIsFreed() {
    HotVersion first = publish(tier.restart(NODES));
    fill(first, PAGE);
    assertThat(first.lease().acquire()).isTrue();
    HotVersion second = next(PAGE);
    assertThat(second.lease().acquire()).isTrue();
    PageHolder young = holder(second, PAGE);
    next(PAGE);
    assertThat(young.content()).isNotNull();
    second.lease().release();
    assertThat(young.content()).isNull();
    assertThat(holder(first, PAGE).content()).isNotNull();
    first.lease().release();
    assertThat(holder(first, PAGE).content()).isNull();
  }

  @Test
  void pagesOfOldVersionsAreEvictedFirst() {
    byte[] content = new byte[4_000];
    tier = new HotTier(PageTable.bytes(NODES) + 4 * PageBudget.bytes(content) + 300);
    HotVersion first = publish(tier.restart(NODES));
    tier.budget().fill(holder(first, PAGE), new byte[4_000]);
    tier.budget().fill(holder(first, 0), new byte[4_000]);
    assertThat(first.lease().acquire()).isTrue();
    // Too many changes to be carried along: the new holder is empty.
    PageChanges changes = new PageChanges();
    for (int i = 0; i < 5_000; i++) {
      changes.edge(PAGE << Paging.PAGE_BITS, 1, i % NODES, true);
      changes.edge(PAGE << Paging.PAGE_BITS, 2, i % NODES, true);
    }
    HotVersion second = publish(tier.prepare(changes, NODES));
    PageHeat.set(Objects.requireNonNull(holder(first, PAGE).content()), 3);
    for (int page = 6; page < 9; page++) {
      tier.budget().fill(holder(second, page), new byte[4_000]);
    }
    assertThat(holder(first, PAGE).content()).isNull();
    assertThat(holder(second, 0).content()).isNotNull();
    assertThat(tier.statistics().evictions()).isEqualTo(1);
    first.lease().release();
  }

  @Test
  void versionThatIsNotPublishedLeavesNothing() {
    HotVersion first = publish(tier.restart(NODES));
    fill(first, PAGE);
    long before = tier.statistics().bytes();
    PageChanges changes = new PageChanges();
    changes.edge(PAGE << Paging.PAGE_BITS, 1, NODES + 7, true);
    HotVersion prepared = tier.prepare(changes, NODES + 8);
    assertThat(tier.statistics().pages()).isEqualTo(3);
    tier.discard(prepared);
    assertThat(tier.statistics().pages()).isEqualTo(1);
    assertThat(tier.statistics().bytes()).isEqualTo(before);
    assertThat(holder(first, PAGE).content()).isNotNull();
    assertThat(first.lease().isSuperseded()).isFalse();
  }

  @Test
  void restartForgetsEverything() {
    HotVersion first = publish(tier.restart(NODES));
    fill(first, PAGE);
    HotVersion second = publish(tier.restart(2 * NODES));
    assertThat(tier.statistics().pages()).isZero();
    assertThat(holder(second, PAGE)).isNotSameAs(holder(first, PAGE));
    assertThat(tier.statistics().bytes()).isEqualTo(PageTable.bytes(2 * NODES));
  }
}
