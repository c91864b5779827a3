package dev.keygraph.hot;

import java.util.Objects;

/** Looks into a tier, and empties it, for tests of what is built upon it. */
public final class TierProbe {
  private TierProbe() {}

  /** Evicts a page of the current version, if it is in memory. */
  public static void evict(HotTier tier, PageFamily family, int node) {
    PageTable table = Objects.requireNonNull(tier.current()).table();
    tier.budget().evict(table.pages(family).holder(node >>> Paging.PAGE_BITS));
  }

  /** Checks, while nobody reads, that what is counted is what is held, and what is remembered. */
  public static void checkAccounts(HotTier tier) {
    PageTable table = Objects.requireNonNull(tier.current()).table();
    long pages = 0;
    long bytes = PageTable.bytes(table.nodeIdLimit());
    for (PageHolder holder : table.holders()) {
      Object content = holder.content();
      if (content != null) {
        pages++;
        bytes += PageBudget.bytes(content);
      }
      Object shortcut = table.pages(holder.family()).shortcut(holder.page());
      if (shortcut != null && shortcut != content) {
        throw new IllegalStateException("a shortcut leads to what its holder does not hold");
      }
    }
    if (pages != tier.budget().pages() || bytes != tier.budget().usedBytes()) {
      throw new IllegalStateException(
          "%d pages of %d bytes are held, %d of %d bytes are counted"
              .formatted(pages, bytes, tier.budget().pages(), tier.budget().usedBytes()));
    }
  }
}
