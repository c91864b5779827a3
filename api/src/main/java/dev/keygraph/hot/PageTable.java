package dev.keygraph.hot;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of one version of a graph. Immutable but for what the holders hold. */
public final class PageTable {
  private final int generation;
  private final int nodeIdLimit;
  private final FamilyPages forward;
  private final FamilyPages reverse;
  private final FamilyPages nodes;

  private PageTable(
      int generation,
      int nodeIdLimit,
      FamilyPages forward,
      FamilyPages reverse,
      FamilyPages nodes) {
    this.generation = generation;
    this.nodeIdLimit = nodeIdLimit;
    this.forward = forward;
    this.reverse = reverse;
    this.nodes = nodes;
  }

  /** Returns a table of empty holders for the ids below {@code nodeIdLimit}. */
  static PageTable empty(int generation, int nodeIdLimit) {
    return new PageTable(
            generation,
            0,
            new FamilyPages(PageFamily.FORWARD),
            new FamilyPages(PageFamily.REVERSE),
            new FamilyPages(PageFamily.NODES))
        .grown(generation, nodeIdLimit);
  }

  private PageTable grown(int newGeneration, int newLimit) {
    int pages = Paging.pages(newLimit);
    return new PageTable(
        newGeneration,
        newLimit,
        forward.grown(pages, newGeneration),
        reverse.grown(pages, newGeneration),
        nodes.grown(pages, newGeneration));
  }

  /** Returns an exclusive upper bound of the ids that have a page. */
  public int nodeIdLimit() {
    return nodeIdLimit;
  }

  int generation() {
    return generation;
  }

  /** Returns the number of pages of each family. */
  public int pages() {
    return nodes.pages();
  }

  /** Returns the pages of a family. */
  FamilyPages pages(PageFamily family) {
    return switch (family) {
      case FORWARD -> forward;
      case REVERSE -> reverse;
      case NODES -> nodes;
    };
  }

  /** Returns all holders. */
  List<PageHolder> holders() {
    List<PageHolder> holders = new ArrayList<>(forward.holders());
    holders.addAll(reverse.holders());
    holders.addAll(nodes.holders());
    return holders;
  }

  /** Returns the bytes that a table and its holders take, for graphs of {@code nodeIdLimit}. */
  static long bytes(int nodeIdLimit) {
    return PageFamily.values().length * FamilyPages.bytes(Paging.pages(nodeIdLimit));
  }

  /** Makes the next version's table. Used by one thread. */
  static final class Successor {
    private final PageTable before;
    private final PageTable after;
    private final List<PageHolder> replaced = new ArrayList<>();

    Successor(PageTable before, int nodeIdLimit) {
      this.before = before;
      this.after = before.grown(before.generation + 1, nodeIdLimit);
    }

    /** Returns the holder that the table before has for a page, or {@code null} for a new page. */
    @Nullable PageHolder holderBefore(PageFamily family, int page) {
      return page < before.pages() ? before.pages(family).holder(page) : null;
    }

    /** Gives a page a new, empty holder. */
    PageHolder replace(PageFamily family, int page) {
      FamilyPages pages = after.pages(family);
      if (page >= before.pages()) {
        return pages.holder(page);
      }
      FamilyPages pagesBefore = before.pages(family);
      replaced.add(pagesBefore.holder(page));
      return pages.replace(page, pagesBefore, after.generation);
    }

    /** Returns the holders that the new table has no more. */
    List<PageHolder> replaced() {
      return replaced;
    }

    /** Returns the table, which nobody changes after this. */
    PageTable build() {
      return after;
    }
  }
}
