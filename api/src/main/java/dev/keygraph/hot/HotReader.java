package dev.keygraph.hot;

import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.NeighborCursor;
import dev.keygraph.graph.NeighborVisitor;
import dev.keygraph.kv.KvReader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one version: from its pages, which it builds from the engine where they are missing and
 * there is room for them. Any number of threads may use it, as far as {@code engine} allows that.
 * Where a page is in memory, a read takes no lock, allocates nothing and does not ask the engine.
 */
public final class HotReader {
  /** What {@link #kind} returns for an id that belongs to no node. */
  public static final int ABSENT = NodePage.ABSENT;

  /** What {@link #kind} returns if the page is not in memory and should not be. */
  public static final int UNKNOWN = -2;

  private final HotTier tier;
  private final TableLease lease;
  private final FamilyPages forward;
  private final FamilyPages reverse;
  private final FamilyPages nodes;
  private final KvReader engine;
  private final Function<? super MalformedBytesException, ? extends RuntimeException> damage;
  private final int nodeIdLimit;
  private final AtomicReference<@Nullable PageReader> idlePageReader = new AtomicReference<>();

  /** Counted without care for other threads: figures, not facts. */
  private long hits;

  private long misses;
  private long fills;
  private long warmed;

  /**
   * A reader of a version.
   *
   * @param lease of the version, begun while this is used
   * @param engine reads exactly that version
   * @param damage returns what to throw where a page cannot be built, since the engine's entries
   *     are damaged
   */
  public HotReader(
      HotTier tier,
      TableLease lease,
      KvReader engine,
      Function<? super MalformedBytesException, ? extends RuntimeException> damage) {
    PageTable table = lease.table();
    this.tier = tier;
    this.lease = lease;
    this.forward = table.pages(PageFamily.FORWARD);
    this.reverse = table.pages(PageFamily.REVERSE);
    this.nodes = table.pages(PageFamily.NODES);
    this.engine = engine;
    this.damage = damage;
    this.nodeIdLimit = table.nodeIdLimit();
  }

  /** What came of a read. */
  public enum Answer {
    /** All was visited; or: it is there. */
    YES,
    /** The visitor ended it; or: it is not there. */
    NO,
    /** The page is not in memory, and should not be: ask the engine. Nothing was visited. */
    UNKNOWN
  }

  /**
   * Visits the neighbours of a node by kind number and id.
   *
   * @param chosen the kinds to visit
   */
  public Answer neighbors(
      int node, Direction direction, ChosenKinds chosen, NeighborVisitor visitor) {
    if (node < 0 || node >= nodeIdLimit) {
      return Answer.YES;
    }
    Object content = edges(direction, node);
    if (content == null) {
      return Answer.UNKNOWN;
    }
    boolean complete =
        content instanceof byte[] page
            ? EdgePage.visit(page, node, chosen, visitor)
            : ((ChangedEdges) content).visit(node, chosen, visitor);
    return complete ? Answer.YES : Answer.NO;
  }

  /**
   * Puts a cursor before the neighbours of a node, which are ordered by kind number and id.
   *
   * @param chosen the kinds to show
   * @return {@code NO} if the cursor would have to copy more than it does
   */
  public Answer neighbors(
      int node, Direction direction, ChosenKinds chosen, NeighborCursor cursor) {
    if (node < 0 || node >= nodeIdLimit) {
      cursor.clear();
      return Answer.YES;
    }
    // Nearly always it ends here; whoever calls this gets no more than that to compile.
    FamilyPages pages = direction == Direction.OUTGOING ? forward : reverse;
    if (pages.shortcut(node >>> Paging.PAGE_BITS) instanceof byte[] page) {
      hits++;
      PageHeat.warm(page);
      return EdgePage.lend(page, node, chosen, cursor) ? Answer.YES : Answer.NO;
    }
    return lend(node, direction, chosen, cursor);
  }

  private Answer lend(int node, Direction direction, ChosenKinds chosen, NeighborCursor cursor) {
    Object content = edges(direction, node);
    if (content == null) {
      return Answer.UNKNOWN;
    }
    boolean complete =
        content instanceof byte[] page
            ? EdgePage.lend(page, node, chosen, cursor)
            : ((ChangedEdges) content).lend(node, chosen, cursor);
    return complete ? Answer.YES : Answer.NO;
  }

  /** Returns whether an edge is there. */
  public Answer hasEdge(int from, int kind, int to) {
    if (from < 0 || from >= nodeIdLimit || to < 0 || to >= nodeIdLimit) {
      return Answer.NO;
    }
    Object content = content(forward, PageFamily.FORWARD, from);
    if (content == null) {
      return Answer.UNKNOWN;
    }
    boolean there =
        content instanceof byte[] page
            ? EdgePage.contains(page, from, kind, to)
            : ((ChangedEdges) content).contains(from, kind, to);
    return there ? Answer.YES : Answer.NO;
  }

  /** Returns the number of a node's kind, {@link #ABSENT} or {@link #UNKNOWN}. */
  public int kind(int node) {
    if (node < 0 || node >= nodeIdLimit) {
      return ABSENT;
    }
    Object content = content(nodes, PageFamily.NODES, node);
    return content == null ? UNKNOWN : NodePage.kind((byte[]) content, node);
  }

  private @Nullable Object edges(Direction direction, int node) {
    return direction == Direction.OUTGOING
        ? content(forward, PageFamily.FORWARD, node)
        : content(reverse, PageFamily.REVERSE, node);
  }

  private @Nullable Object content(FamilyPages pages, PageFamily family, int node) {
    int page = node >>> Paging.PAGE_BITS;
    Object content = pages.shortcut(page);
    if (content != null) {
      hits++;
      PageHeat.warm(content);
      return content;
    }
    PageHolder holder = pages.holder(page);
    content = holder.content();
    if (content != null) {
      hits++;
      PageHeat.warm(content);
    } else {
      misses++;
      content = fill(holder, family, page);
    }
    pages.makeShortcut(page, holder);
    return content;
  }

  private @Nullable Object fill(PageHolder holder, PageFamily family, int page) {
    boolean worthIt = holder.isWanted() || tier.budget().hasRoom();
    holder.want();
    if (!worthIt) {
      return null;
    }
    PageReader reader = takePageReader();
    PageFillEvent event = PageFillEvent.start();
    Object[] built = new Object[1];
    read(reader, family, page, page + 1, (content, number) -> built[0] = content);
    idlePageReader.setRelease(reader);
    fills++;
    PageHeat.warm(built[0]);
    tier.budget().fill(holder, built[0]);
    if (lease.hasEnded()) {
      // The snapshot was closed meanwhile, and nobody would free the page again.
      tier.budget().evict(holder);
    }
    if (event != null) {
      event.family = family.name();
      event.page = page;
      event.commit();
    }
    return built[0];
  }

  private void read(
      PageReader reader,
      PageFamily family,
      int firstPage,
      int endPage,
      ObjIntConsumer<Object> consumer) {
    try {
      reader.read(engine, family, firstPage, endPage, nodeIdLimit, consumer);
    } catch (MalformedBytesException e) {
      throw damage.apply(e);
    }
  }

  private PageReader takePageReader() {
    PageReader idle = idlePageReader.getAndSet(null);
    return idle == null ? new PageReader() : idle;
  }

  /**
   * Reads neighbouring pages that are not in memory, before anybody asks for them, as far as there
   * is room for them; nothing has to leave.
   *
   * @return whether there is room for more
   */
  public boolean warm(PageRun run) {
    FamilyPages pages = pages(run.family());
    PageReader reader = takePageReader();
    int end = Math.min(run.endPage(), pages.pages());
    int page = run.firstPage();
    while (page < end && tier.budget().hasRoom()) {
      int missing = page;
      while (missing < end && pages.holder(missing).content() == null) {
        missing++;
      }
      if (missing > page) {
        read(
            reader,
            run.family(),
            page,
            missing,
            (content, number) -> keep(pages.holder(number), content, run.heat()));
      }
      page = Math.max(missing, page + 1);
    }
    idlePageReader.setRelease(reader);
    return tier.budget().hasRoom();
  }

  private void keep(PageHolder holder, Object content, int heat) {
    PageHeat.set(content, heat);
    if (tier.budget().fillIfRoom(holder, content)) {
      warmed++;
    }
  }

  private FamilyPages pages(PageFamily family) {
    return switch (family) {
      case FORWARD -> forward;
      case REVERSE -> reverse;
      case NODES -> nodes;
    };
  }

  /** Adds what was counted to the tier's figures. */
  public void countUse() {
    tier.countUse(hits, misses, fills, warmed);
    hits = 0;
    misses = 0;
    fills = 0;
    warmed = 0;
  }
}
