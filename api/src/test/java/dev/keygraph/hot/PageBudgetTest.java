package dev.keygraph.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Pages are counted while they are held, and those that are used least leave first. */
class PageBudgetTest {
  private static final PageFamily FAMILY = PageFamily.FORWARD;
  private static final int PAGES = 40;
  private static final int NODES = PAGES * Paging.PAGE_NODES;
  private static final int PAGE_BYTES = 4_000;
  private static final int COUNTED = 16 + PAGE_BYTES;

  /** Room for ten pages. */
  private final HotTier tier = new HotTier(PageTable.bytes(NODES) + 10 * COUNTED + 100);

  private final PageBudget budget = tier.budget();
  private final PageTable table = begin();

  private PageTable begin() {
    HotVersion version = tier.restart(NODES);
    tier.publish(version);
    return version.table();
  }

  private PageHolder holder(int page) {
    return table.pages(FAMILY).holder(page);
  }

  private void fill(int page, int heat) {
    byte[] content = new byte[PAGE_BYTES];
    PageHeat.set(content, heat);
    budget.fill(holder(page), content);
  }

  private List<Integer> held() {
    List<Integer> held = new ArrayList<>();
    for (int page = 0; page < PAGES; page++) {
      if (holder(page).content() != null) {
        held.add(page);
      }
    }
    return held;
  }

  private void assertCounted() {
    long bytes = 0;
    List<PageHolder> holders = table.holders();
    long pages = 0;
    for (PageHolder each : holders) {
      Object content = each.content();
      if (content != null) {
        bytes += PageBudget.bytes(content);
        pages++;
      }
    }
    assertThat(budget.usedBytes()).isEqualTo(bytes + PageTable.bytes(NODES));
    assertThat(budget.pages()).isEqualTo(pages);
  }

  @Test
  void bytesAreThoseOfTheArraysAndTheirHeaders() {
    assertThat(PageBudget.bytes(new byte[0])).isEqualTo(16);
    assertThat(PageBudget.bytes(new byte[1])).isEqualTo(24);
    assertThat(PageBudget.bytes(new byte[8])).isEqualTo(24);
    assertThat(PageBudget.bytes(new ChangedEdges(new byte[9], new long[3])))
        .isEqualTo(24 + 32 + (16 + 24));
  }

  @Test
  void pageThatWasNotUsedLeavesFirst() {
    for (int page = 0; page < 10; page++) {
      fill(page, page == 6 ? 0 : 2);
    }
    assertThat(budget.evictions()).isZero();
    fill(20, 1);
    assertThat(held()).containsExactly(0, 1, 2, 3, 4, 5, 7, 8, 9, 20);
    assertThat(budget.evictions()).isEqualTo(1);
    assertCounted();
  }

  @Test
  void pagesInUseLeaveInTheEnd() {
    for (int page = 0; page < PAGES; page++) {
      fill(page, 3);
    }
    assertThat(held()).hasSize(10).contains(PAGES - 1);
    assertThat(budget.evictions()).isEqualTo(PAGES - 10);
    assertCounted();
  }

  /** Whoever passes looks at each page once, so that use wears off. */
  @Test
  void handTakesAUseAway() {
    for (int page = 0; page < 10; page++) {
      fill(page, page < 9 ? 3 : 0);
    }
    fill(20, 3);
    assertThat(held()).doesNotContain(9);
    int worn = 0;
    for (int page = 0; page < 9; page++) {
      worn += 3 - PageHeat.heat(java.util.Objects.requireNonNull(holder(page).content()));
    }
    assertThat(worn).isBetween(1, 9);
  }

  @Test
  void onePageMayNotTakeMoreThanHalf() {
    fill(1, 3);
    budget.fill(holder(2), new byte[6 * COUNTED + 50 * 32]);
    assertThat(holder(2).content()).isNotNull();
    budget.fill(holder(3), new byte[10 * COUNTED]);
    assertThat(held()).containsExactly(1, 2);
    assertCounted();
  }

  @Test
  void whoComesSecondIsNotCounted() {
    byte[] first = new byte[PAGE_BYTES];
    budget.fill(holder(5), first);
    budget.fill(holder(5), new byte[PAGE_BYTES]);
    assertThat(budget.fillIfRoom(holder(5), new byte[PAGE_BYTES])).isFalse();
    assertThat(holder(5).content()).isSameAs(first);
    assertThat(budget.pages()).isEqualTo(1);
    assertCounted();
  }

  @Test
  void whoEvictsSecondCountsNothing() {
    fill(5, 0);
    assertThat(budget.evict(holder(5))).isTrue();
    assertThat(budget.evict(holder(5))).isFalse();
    budget.free(holder(5));
    assertThat(budget.evictions()).isEqualTo(1);
    assertThat(budget.pages()).isZero();
    assertCounted();
  }

  @Test
  void withoutRoomNothingIsFilledThatDrivesNobodyOut() {
    for (int page = 0; page < 10; page++) {
      assertThat(budget.fillIfRoom(holder(page), new byte[PAGE_BYTES])).isTrue();
    }
    assertThat(budget.fillIfRoom(holder(10), new byte[PAGE_BYTES])).isFalse();
    assertThat(budget.evictions()).isZero();
    assertThat(held()).hasSize(10);
    assertCounted();
  }

  @Test
  void wishWearsOffWhenTheHandPasses() {
    PageHolder holder = holder(0);
    assertThat(holder.isWanted()).isFalse();
    holder.want();
    assertThat(holder.isWanted()).isTrue();
    assertThat(holder.cool()).isTrue();
    assertThat(holder.isWanted()).isFalse();
    assertThat(holder.cool()).isFalse();
    holder.want();
    fill(0, 0);
    assertThat(holder.isWanted()).isFalse();
  }

  @Test
  void heatIsCountedToThree() {
    byte[] page = new byte[4];
    for (int i = 0; i < 9; i++) {
      assertThat(PageHeat.heat(page)).isEqualTo(Math.min(i, 3));
      PageHeat.warm((Object) page);
    }
    for (int i = 3; i > 0; i--) {
      assertThat(PageHeat.cool(page)).isTrue();
    }
    assertThat(PageHeat.cool(page)).isFalse();
    assertThat(PageHeat.heat(new ChangedEdges(page, new long[] {1}))).isZero();
  }

  /** Threads that build the same pages, and others that evict them. */
  @Test
  void buildersRaceForAHolderAndNothingIsCountedTwice() throws Exception {
    int threads = 4;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        SplittableRandom random = new SplittableRandom(thread);
        all.add(
            executor.submit(
                () -> {
                  start.await();
                  for (int i = 0; i < 20_000; i++) {
                    int page = random.nextInt(14);
                    if (random.nextInt(4) == 0) {
                      budget.evict(holder(page));
                    } else if (random.nextBoolean()) {
                      fill(page, random.nextInt(4));
                    } else {
                      budget.fillIfRoom(holder(page), new byte[PAGE_BYTES]);
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(held()).hasSizeLessThanOrEqualTo(10);
    assertCounted();
  }
}
