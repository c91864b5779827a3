package dev.keygraph.store;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.Definition;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.EdgeStatement;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.GraphStatistics;
import dev.keygraph.graph.NeighborCursor;
import dev.keygraph.graph.NeighborVisitor;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeVisitor;
import dev.keygraph.graph.UnitChangeVisitor;
import dev.keygraph.graph.UnitComparison;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.graph.UnitInfo;
import dev.keygraph.hot.ChosenKinds;
import dev.keygraph.hot.HotReader;
import dev.keygraph.hot.PageRun;
import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvSnapshotExpiredException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers what memory can answer from memory, and everything else as a {@link StoredSnapshot} of
 * the same version does.
 */
final class HotSnapshot implements GraphSnapshot {
  private static final VarHandle CLOSED;

  static {
    try {
      CLOSED = MethodHandles.lookup().findVarHandle(HotSnapshot.class, "closed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final HotVersions versions;
  private final GraphVersion version;
  private final VersionReader reader;
  private final HotReader hot;
  private volatile boolean closed;
  private volatile @Nullable String expiry;
  private volatile @Nullable Choice lastChoice;

  /** A snapshot of a version, which the caller has begun to read. */
  HotSnapshot(HotVersions versions, GraphVersion version, VersionReader reader) {
    this.versions = versions;
    this.version = version;
    this.reader = reader;
    this.hot = reader.hot();
  }

  /** A choice of kinds, and the same by number. */
  private record Choice(EdgeKinds kinds, ChosenKinds byNumber) {}

  private void checkOpen() {
    if (closed || versions.isClosed()) {
      throw closed();
    }
  }

  private KvClosedException closed() {
    String message = expiry;
    return message == null
        ? new KvClosedException(
            "the snapshot is closed: %s store %s"
                .formatted(versions.store().engineName(), versions.store().directory()))
        : new KvSnapshotExpiredException(message);
  }

  /** Returns what answers from the engine at this version, while this is open. */
  StoredSnapshot cold() {
    checkOpen();
    return reader.cold();
  }

  /** Reads pages before anybody asks for them; see {@link HotReader#warm}. */
  boolean warm(PageRun run) {
    checkOpen();
    return hot.warm(run);
  }

  private ChosenKinds chosen(EdgeKinds kinds) {
    Choice last = lastChoice;
    if (last == null || !last.kinds.equals(kinds)) {
      last = new Choice(kinds, new ChosenKinds(version.kinds().chosen(kinds)));
      lastChoice = last;
    }
    return last.byNumber;
  }

  @Override
  public boolean neighbors(
      int node, Direction direction, EdgeKinds kinds, NeighborVisitor visitor) {
    checkOpen();
    HotReader.Answer answer = hot.neighbors(node, direction, chosen(kinds), visitor);
    return answer == HotReader.Answer.UNKNOWN
        ? reader.cold().neighbors(node, direction, kinds, visitor)
        : answer == HotReader.Answer.YES;
  }

  @Override
  public boolean neighbors(int node, Direction direction, EdgeKinds kinds, NeighborCursor cursor) {
    checkOpen();
    HotReader.Answer answer = hot.neighbors(node, direction, chosen(kinds), cursor);
    return answer == HotReader.Answer.UNKNOWN
        ? reader.cold().neighbors(node, direction, kinds, cursor)
        : answer == HotReader.Answer.YES;
  }

  @Override
  public boolean hasEdge(int from, EdgeKind kind, int to) {
    checkOpen();
    int number = version.kinds().number(kind);
    if (number < 0) {
      return false;
    }
    HotReader.Answer answer = hot.hasEdge(from, number, to);
    return answer == HotReader.Answer.UNKNOWN
        ? reader.cold().hasEdge(from, kind, to)
        : answer == HotReader.Answer.YES;
  }

  @Override
  public boolean contains(int node) {
    checkOpen();
    int kind = hot.kind(node);
    return kind == HotReader.UNKNOWN ? reader.cold().contains(node) : kind != HotReader.ABSENT;
  }

  @Override
  public NodeKind kind(int node) {
    checkOpen();
    int number = hot.kind(node);
    NodeKind kind = number < 0 ? null : version.kinds().nodeKind(number);
    return kind == null ? reader.cold().kind(node) : kind;
  }

  @Override
  public int node(String symbol) {
    checkOpen();
    Integer known = versions.symbols().node(symbol);
    if (known != null && hot.kind(known) >= 0) {
      return known;
    }
    int node = reader.cold().node(symbol);
    if (node != NO_NODE) {
      versions.symbols().put(symbol, node);
    }
    return node;
  }

  @Override
  public String symbol(int node) {
    checkOpen();
    String known = versions.symbols().symbol(node);
    if (known != null && hot.kind(node) >= 0) {
      return known;
    }
    String symbol = reader.cold().symbol(node);
    versions.symbols().put(symbol, node);
    return symbol;
  }

  @Override
  public long version() {
    checkOpen();
    return version.number();
  }

  @Override
  public int nodeIdLimit() {
    checkOpen();
    return version.state().nextNode();
  }

  @Override
  public Attributes attributes(int node) {
    return cold().attributes(node);
  }

  @Override
  public List<Definition> definitions(int node) {
    return cold().definitions(node);
  }

  @Override
  public List<NodeKind> nodeKinds() {
    checkOpen();
    return version.kinds().allNodeKinds();
  }

  @Override
  public List<EdgeKind> edgeKinds() {
    checkOpen();
    return version.kinds().allEdgeKinds();
  }

  @Override
  public Optional<Attributes> edgeAttributes(int from, EdgeKind kind, int to) {
    return cold().edgeAttributes(from, kind, to);
  }

  @Override
  public List<EdgeStatement> edgeStatements(int from, EdgeKind kind, int to) {
    return cold().edgeStatements(from, kind, to);
  }

  @Override
  public boolean nodes(NodeVisitor visitor) {
    return cold().nodes(visitor);
  }

  @Override
  public boolean nodesWithPrefix(String prefix, NodeVisitor visitor) {
    return cold().nodesWithPrefix(prefix, visitor);
  }

  @Override
  public boolean nodesNamed(String simpleName, NodeVisitor visitor) {
    return cold().nodesNamed(simpleName, visitor);
  }

  @Override
  public boolean nodesNamedWithPrefix(String prefix, NodeVisitor visitor) {
    return cold().nodesNamedWithPrefix(prefix, visitor);
  }

  @Override
  public boolean nodesMatchingCamelCase(String pattern, NodeVisitor visitor) {
    return cold().nodesMatchingCamelCase(pattern, visitor);
  }

  @Override
  public boolean nodesOfKind(NodeKind kind, NodeVisitor visitor) {
    return cold().nodesOfKind(kind, visitor);
  }

  @Override
  public boolean nodesInPackage(String packageName, NodeVisitor visitor) {
    return cold().nodesInPackage(packageName, visitor);
  }

  @Override
  public boolean nodesOfUnit(String unitPath, NodeVisitor visitor) {
    return cold().nodesOfUnit(unitPath, visitor);
  }

  @Override
  public Optional<UnitInfo> unit(String path) {
    return cold().unit(path);
  }

  @Override
  public Optional<UnitContent> unitContent(String path) {
    return cold().unitContent(path);
  }

  @Override
  public boolean units(Predicate<? super UnitInfo> visitor) {
    return cold().units(visitor);
  }

  @Override
  public boolean unitsChangedSince(
      GraphSnapshot older, UnitComparison comparison, UnitChangeVisitor visitor) {
    return cold().unitsChangedSince(older, comparison, visitor);
  }

  @Override
  public GraphStatistics statistics() {
    checkOpen();
    return StoredGraph.statistics(
        version.state(), versions.store(), Optional.of(versions.statistics()));
  }

  @Override
  public void close() {
    try {
      if (CLOSED.compareAndSet(this, false, true)) {
        hot.countUse();
        versions.end(reader);
      }
    } finally {
      // Whoever is being closed is not lost.
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Closes this for its age; the engine's snapshot is closed by the caller, if this returns true.
   */
  boolean expire(String message) {
    expiry = message;
    if (!CLOSED.compareAndSet(this, false, true)) {
      expiry = null;
      return false;
    }
    hot.countUse();
    versions.endExpired(version);
    return true;
  }
}
