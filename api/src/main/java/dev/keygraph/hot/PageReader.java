package dev.keygraph.hot;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
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
  private int limit;
  private int lastNear;
  private int lastKind;
  private ObjIntConsumer<Object> sink = (content, number) -> {};

  /**
   * Builds neighbouring pages, and passes each on with its number.
   *
   * @param firstPage the first page
   * @param endPage the page behind the last one; above {@code firstPage}
   * @param nodeIdLimit an exclusive upper bound of the ids
   * @throws MalformedBytesException if an entry is damaged; this must not be used again then
   */
  void read(
      KvReader reader,
      PageFamily family,
      int firstPage,
      int endPage,
      int nodeIdLimit,
      ObjIntConsumer<Object> consumer) {
    edges = family != PageFamily.NODES;
    sink = consumer;
    lastPage = endPage - 1;
    lastNear = -1;
    limit = nodeIdLimit;
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
    int keyLength = edges ? Keys.EDGE_LENGTH : Keys.ID_OFFSET + Integer.BYTES;
    if (key.length() != keyLength || (!edges && value.length() == 0)) {
      throw new MalformedBytesException("an edge or a node has no layout of this format");
    }
    int near = key.getInt(Keys.ID_OFFSET);
    int its = near >>> Paging.PAGE_BITS;
    if (its < page || its > lastPage) {
      throw descending();
    }
    endBefore(its);
    if (edges) {
      int kind = key.getByte(Keys.EDGE_KIND_OFFSET) & 0xFF;
      if (near < lastNear || (near == lastNear && kind < lastKind)) {
        throw descending();
      }
      if (kind == 0) {
        throw new MalformedBytesException("an edge's kind has number 0, which none has");
      }
      lastNear = near;
      lastKind = kind;
      int far = key.getInt(Keys.FAR_END_OFFSET);
      if (far < 0 || far >= limit) {
        throw new MalformedBytesException("an edge leads to id " + far + ", of " + limit);
      }
      builder.add(near, kind, far);
    } else {
      NodePage.set(nodes, near, value.getByte(0) & 0xFF);
    }
    return true;
  }

  private static MalformedBytesException descending() {
    return new MalformedBytesException("the keys of edges or nodes do not ascend");
  }
}
