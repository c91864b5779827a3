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

/** What a table remembers of its holders is never more than what they hold. */
class ShortcutTest {
  private static final int NODES = 200 * Paging.PAGE_NODES;
  private static final int PAGE = 70;
  private static final PageFamily FAMILY = PageFamily.REVERSE;

  private final HotTier tier = new HotTier(1 << 20);

  private HotVersion publish(HotVersion version) {
    tier.publish(version);
    return version;
  }

  private static byte[] page() {
    EdgePageBuilder builder = new EdgePageBuilder();
    builder.begin(PAGE);
    return builder.build();
  }

  private byte[] fill(FamilyPages pages, int page) {
    byte[] content = page();
    tier.budget().fill(pages.holder(page), content);
    pages.makeShortcut(page, pages.holder(page));
    return content;
  }

  private PageTable next(int changedPage) {
    PageChanges changes = new PageChanges();
    changes.edge(0, 1, changedPage << Paging.PAGE_BITS, true);
    return publish(tier.prepare(changes, NODES)).table();
  }

  @Test
  void shortcutLeadsToWhatTheHolderHolds() {
    FamilyPages pages = publish(tier.restart(NODES)).table().pages(FAMILY);
    assertThat(pages.shortcut(PAGE)).isNull();
    byte[] content = fill(pages, PAGE);
    assertThat(pages.shortcut(PAGE)).isSameAs(content);
    assertThat(pages.holder(PAGE).content()).isSameAs(content);
  }

  @Test
  void nothingLeadsToAnEvictedPage() {
    HotVersion first = publish(tier.restart(NODES));
    assertThat(first.lease().acquire()).isTrue();
    FamilyPages old = first.table().pages(FAMILY);
    fill(old, PAGE);
    // Another page of the same array of pages, so that the next version has an array of its own.
    FamilyPages current = next(PAGE + 1).pages(FAMILY);
    PageHolder holder = current.holder(PAGE);
    assertThat(holder).isSameAs(old.holder(PAGE));
    current.makeShortcut(PAGE, holder);
    assertThat(current.shortcut(PAGE)).isNotNull();

    assertThat(tier.budget().evict(holder)).isTrue();
    assertThat(current.shortcut(PAGE)).isNull();
    assertThat(old.shortcut(PAGE)).isNull();
    first.lease().release();
  }

  @Test
  void changedPageHasNoShortcutOfTheVersionBefore() {
    FamilyPages old = publish(tier.restart(NODES)).table().pages(FAMILY);
    byte[] content = fill(old, PAGE);
    FamilyPages current = next(PAGE).pages(FAMILY);
    assertThat(current.shortcut(PAGE)).isNull();
    assertThat(current.holder(PAGE).content()).isInstanceOf(ChangedEdges.class);
    assertThat(old.shortcut(PAGE)).isSameAs(content);
  }

  @Test
  void arraysThatACommitDidNotTouchAreShared() {
    FamilyPages old = publish(tier.restart(NODES)).table().pages(FAMILY);
    FamilyPages current = next(PAGE).pages(FAMILY);
    byte[] content = fill(old, 0);
    assertThat(current.shortcut(0)).isSameAs(content);
  }

  /**
   * Readers fill and remember while others evict; in the end, everything that is counted is held.
   */
  @Test
  void racesLeaveNoShortcutToAnEvictedPage() throws Exception {
    for (int round = 0; round < 200; round++) {
      HotVersion first = publish(tier.restart(NODES));
      assertThat(first.lease().acquire()).isTrue();
      FamilyPages old = first.table().pages(FAMILY);
      FamilyPages current = next(PAGE + 1).pages(FAMILY);
      race(old, current, round);
      for (int page = PAGE - 2; page < PAGE + 4; page++) {
        for (FamilyPages pages : List.of(old, current)) {
          Object shortcut = pages.shortcut(page);
          if (shortcut != null) {
            assertThat(shortcut).isSameAs(pages.holder(page).content());
          }
        }
      }
      first.lease().release();
    }
  }

  private void race(FamilyPages old, FamilyPages current, int seed) throws Exception {
    int threads = 4;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        SplittableRandom random = new SplittableRandom(seed * 10L + thread);
        all.add(
            executor.submit(
                () -> {
                  start.await();
                  for (int i = 0; i < 2_000; i++) {
                    FamilyPages pages = random.nextBoolean() ? old : current;
                    int page = PAGE - 2 + random.nextInt(6);
                    if (random.nextInt(3) == 0) {
                      tier.budget().evict(pages.holder(page));
                    } else {
                      fill(pages, page);
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
  }
}
