package dev.keygraph.hot;

import dev.keygraph.graph.HotTierStatistics;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The in-memory tier of one open graph: makes the table of each version, and bounds the memory of
 * all. One thread at a time prepares and publishes versions; any number reads.
 */
public final class HotTier {
  private final PageBudget budget;
  private final EdgePageBuilder builder = new EdgePageBuilder();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder fills = new LongAdder();
  private final LongAdder warmed = new LongAdder();
  private volatile @Nullable HotVersion current;

  /**
   * An empty tier.
   *
   * @param maxBytes bound of the memory of pages and tables, in bytes
   */
  public HotTier(long maxBytes) {
    budget = new PageBudget(maxBytes);
  }

  /** Returns the bytes that the table of a version takes, be the pages in memory or not. */
  public static long tableBytes(int nodeIdLimit) {
    return PageTable.bytes(nodeIdLimit);
  }

  /** Makes a version about which nothing is known, such as the first one after opening. */
  public HotVersion restart(int nodeIdLimit) {
    HotVersion before = current;
    int generation = before == null ? 0 : before.table().generation() + 1;
    List<PageHolder> replaced = before == null ? List.of() : before.table().holders();
    return expected(PageTable.empty(generation, nodeIdLimit), replaced);
  }

  /**
   * Makes the version that follows the current one: pages in memory that the commit touches are
   * carried along with its changes, others are empty. O(changes).
   */
  public HotVersion prepare(PageChanges changes, int nodeIdLimit) {
    HotVersion before = current;
    if (before == null) {
      throw new IllegalStateException("there is no version yet that another one could follow");
    }
    PageTable.Successor successor = new PageTable.Successor(before.table(), nodeIdLimit);
    carryEdges(PageFamily.FORWARD, changes, successor);
    carryEdges(PageFamily.REVERSE, changes, successor);
    carryNodes(changes, successor);
    return expected(successor.build(), successor.replaced());
  }

  /** From here on, evicted pages are looked for in this table, too. */
  private HotVersion expected(PageTable table, List<PageHolder> replaced) {
    TableLease lease = new TableLease(budget.history(), table);
    budget.history().expect(table);
    return new HotVersion(table, lease, replaced);
  }

  private void carryEdges(PageFamily family, PageChanges changes, PageTable.Successor successor) {
    changes.forEachPage(
        family,
        (page, edges) -> {
          Object content = contentBefore(successor.holderBefore(family, page), NO_EDGES);
          PageHolder holder = successor.replace(family, page);
          if (content != null && edges.length > 0) {
            Object after = ChangedEdges.after(content, page, edges, builder);
            PageHeat.warm(after);
            budget.fill(holder, after);
          }
        });
  }

  private void carryNodes(PageChanges changes, PageTable.Successor successor) {
    changes.forEachNodePage(
        (page, indexes) -> {
          Object content =
              contentBefore(successor.holderBefore(PageFamily.NODES, page), NodePage.empty());
          PageHolder holder = successor.replace(PageFamily.NODES, page);
          if (content != null) {
            byte[] nodes = NodePage.copy((byte[]) content);
            changes.write(indexes, nodes);
            PageHeat.warm(nodes);
            budget.fill(holder, nodes);
          }
        });
  }

  private static final byte[] NO_EDGES = noEdges();

  private static byte[] noEdges() {
    EdgePageBuilder empty = new EdgePageBuilder();
    empty.begin(0);
    return empty.build();
  }

  /** A page of ids that the version before did not know held nothing. */
  private static @Nullable Object contentBefore(@Nullable PageHolder holder, byte[] nothing) {
    return holder == null ? nothing : holder.content();
  }

  /** Makes a version the current one. */
  public void publish(HotVersion version) {
    HotVersion before = current;
    current = version;
    budget.use(version.table());
    budget
        .history()
        .begin(version.lease(), before == null ? null : before.lease(), version.replaced());
  }

  /** Frees a version that was prepared and will not be published. */
  public void discard(HotVersion version) {
    HotVersion before = current;
    int generation = version.table().generation();
    budget.history().forgetTable(version.table());
    for (PageHolder holder : version.table().holders()) {
      if (before == null || holder.birth() == generation) {
        budget.free(holder);
      }
    }
  }

  /** Returns the current version, or {@code null} before the first one. */
  public @Nullable HotVersion current() {
    return current;
  }

  PageBudget budget() {
    return budget;
  }

  void countUse(long newHits, long newMisses, long newFills, long newWarmed) {
    hits.add(newHits);
    misses.add(newMisses);
    fills.add(newFills);
    warmed.add(newWarmed);
  }

  /** Returns figures. */
  public HotTierStatistics statistics() {
    return new HotTierStatistics(
        hits.sum(),
        misses.sum(),
        fills.sum(),
        warmed.sum(),
        budget.evictions(),
        budget.pages(),
        budget.usedBytes());
  }
}
