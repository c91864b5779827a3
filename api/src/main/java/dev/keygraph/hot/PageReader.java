package dev.keygraph.hot;

import dev.keygraph.encoding.Keys;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.function.ObjIntConsumer;

/** Builds pages from the engine: one scan of the keys of their nodes. Used by one thread. */
final class PageReader implements KvVisitor {
  private final EdgePageBuilder builder = new EdgePageBuilder();
  private byte[] nodes = {};
  private boolean edges;
  private int page;
  private int lastPage;
  private ObjIntConsumer<Object> sink = (content, number) -> {};

  /**
   * Builds neighbouring pages, and passes each on with its number.
   *
   * @param firstPage the first page
   * @param endPage the page behind the last one; above {@code firstPage}
   */
  void read(
      KvReader reader,
      PageFamily family,
      int firstPage,
      int endPage,
      ObjIntConsumer<Object> consumer) {
    edges = family != PageFamily.NODES;
    sink = consumer;
    lastPage = endPage - 1;
    begin(firstPage);
    // Behind the last id, the bound has its highest bit set, and so is still above all.
    byte[] lower = Keys.id(family.tag(), firstPage << Paging.PAGE_BITS);
    byte[] upper = Keys.id(family.tag(), endPage << Paging.PAGE_BITS);
    reader.scan(lower, upper, ScanDirection.FORWARD, this);
    endBefore(endPage);
  }

  private void begin(int newPage) {
    page = newPage;
    if (edges) {
      builder.begin(newPage);
    } else {
      nodes = NodePage.empty();
    }
  }

  /** Passes on the pages before {@code next}, and begins that. */
  private void endBefore(int next) {
    while (page < next) {
      sink.accept(edges ? builder.build() : nodes, page);
      if (page == lastPage) {
        page++;
        return;
      }
      begin(page + 1);
    }
  }

  @Override
  public boolean visit(KvView key, KvView value) {
    int near = key.getInt(Keys.ID_OFFSET);
    endBefore(near >>> Paging.PAGE_BITS);
    if (edges) {
      builder.add(near, key.getByte(Keys.EDGE_KIND_OFFSET) & 0xFF, key.getInt(Keys.FAR_END_OFFSET));
    } else {
      NodePage.set(nodes, near, value.getByte(0) & 0xFF);
    }
    return true;
  }
}
