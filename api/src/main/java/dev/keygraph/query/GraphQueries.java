package dev.keygraph.query;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NeighborVisitor;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.graph.NodeVisitor;
import dev.keygraph.graph.UnitChangeVisitor;
import dev.keygraph.graph.UnitComparison;
import dev.keygraph.graph.UnitInfo;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks questions of a snapshot.
 *
 * <pre>{@code
 * GraphQueries queries = GraphQueries.over(snapshot);
 * int method = snapshot.node("java/util/HashMap#put(Ljava/lang/Object;Ljava/lang/Object;)…");
 * queries.blastRadius(
 *     method,
 *     TraversalOptions.incoming().kinds(EdgeKind.CALLS).maxDepth(5),
 *     (node, depth, parent, kind) -> …);
 * }</pre>
 *
 * <p>For one thread at a time. Keep it while the snapshot is open: it holds arrays that grow to the
 * largest question asked, and repeated questions then allocate nothing per node or edge. A visitor
 * may read from the snapshot, but not ask the object that calls it: that is an {@link
 * IllegalStateException}. What a visitor throws comes out of the question; the object can be asked
 * again.
 *
 * <p>Ids outside of the store's range are an {@link IllegalArgumentException}. So are ids within it
 * that belong to no node, where a question returns an object; to a visitor they stream no results,
 * since looking each one up would cost as much as a small answer. Limits are those of the
 * {@linkplain dev.keygraph.query package}; storage errors are those of {@link GraphSnapshot}.
 */
public final class GraphQueries {
  private static final TraversalOptions CALLERS = TraversalOptions.incoming().kinds(EdgeKind.CALLS);
  private static final TraversalOptions CALLEES = TraversalOptions.outgoing().kinds(EdgeKind.CALLS);

  private final GraphSnapshot snapshot;
  private final int nodeIdLimit;
  private final Meter meter = new Meter();
  private final QuestionTimes times;
  private final BreadthFirstSearch search;
  private final NeighborStream neighborStream = new NeighborStream(meter);
  private @Nullable BidirectionalSearch bidirectional;
  private @Nullable ImplementationSearch implementations;
  private @Nullable SubgraphStructure structure;
  private @Nullable UnitNeighborhood unitNeighborhood;
  private boolean busy;

  private GraphQueries(GraphSnapshot snapshot, @Nullable QuestionListener listener) {
    this.snapshot = Objects.requireNonNull(snapshot, "snapshot");
    times = new QuestionTimes(listener);
    nodeIdLimit = snapshot.nodeIdLimit();
    search = new BreadthFirstSearch(snapshot, meter);
  }

  /** Returns questions over a snapshot, which stays the caller's to close. O(1). */
  public static GraphQueries over(GraphSnapshot snapshot) {
    return new GraphQueries(snapshot, null);
  }

  /** Returns questions over a snapshot as {@link #over(GraphSnapshot)}, and tells of each one. */
  public static GraphQueries over(GraphSnapshot snapshot, QuestionListener listener) {
    return new GraphQueries(snapshot, Objects.requireNonNull(listener, "listener"));
  }

  /** Returns the snapshot. */
  public GraphSnapshot snapshot() {
    return snapshot;
  }

  // Nodes and units

  /**
   * Streams the nodes that have a pattern, within limits; a limit of edges does not matter. Time
   * and token are looked at before the first node, and every hundred that are looked at.
   */
  public QueryReport nodes(NodePattern pattern, QueryLimits limits, NodeVisitor visitor) {
    begin(pattern.question(), limits);
    try {
      long found = new NodeStream(meter, limits, visitor).run(snapshot, pattern);
      return meter.report(found, 0);
    } finally {
      end();
    }
  }

  /** Returns the nodes that {@link #nodes(NodePattern, QueryLimits, NodeVisitor)} streams. */
  public NodeSelection nodes(NodePattern pattern, QueryLimits limits) {
    NodeSet.Builder nodes = NodeSet.builder();
    QueryReport report = nodes(pattern, limits, nodes);
    return new NodeSelection(nodes.build(), report);
  }

  /** Returns the set of all nodes, without limits. O(nodes of the store). */
  public NodeSet allNodes() {
    return nodes(NodePattern.all(), QueryLimits.none()).nodes();
  }

  /**
   * Streams the manifest as {@link GraphSnapshot#units} does, within limits; a limit of edges does
   * not matter.
   *
   * @param visitor returns whether to go on
   */
  public QueryReport units(QueryLimits limits, Predicate<? super UnitInfo> visitor) {
    Objects.requireNonNull(visitor, "visitor");
    begin("units", limits);
    try {
      UnitStream stream = new UnitStream(meter, limits, visitor);
      return meter.report(stream.run(snapshot), 0);
    } finally {
      end();
    }
  }

  // Neighbours

  /**
   * Streams the edges of a node as {@link GraphSnapshot#neighbors} does, within limits; a neighbour
   * comes once per kind. The options' depth does not matter. O(results).
   */
  public QueryReport neighbors(int node, TraversalOptions options, NeighborVisitor visitor) {
    return neighbors("neighbors", node, options, visitor);
  }

  private QueryReport neighbors(
      String question, int node, TraversalOptions options, NeighborVisitor visitor) {
    requireInRange(node);
    begin(question, options.limits());
    try {
      long found = neighborStream.run(snapshot, node, options, visitor);
      return meter.report(found, found == 0 ? 0 : 1);
    } finally {
      end();
    }
  }

  /** Streams the functions that call a function directly, by id. O(results). */
  public QueryReport callers(int node, QueryLimits limits, NodeVisitor visitor) {
    return neighbors(
        "callers", node, CALLERS.limits(limits), (caller, kind) -> visitor.visit(caller));
  }

  /** Returns the functions that call a function directly. O(results). */
  public NodeSelection callers(int node, QueryLimits limits) {
    NodeSet.Builder nodes = NodeSet.builder();
    return select(nodes, callers(node, limits, nodes), node);
  }

  /** Streams the functions that a function calls directly, by id. O(results). */
  public QueryReport callees(int node, QueryLimits limits, NodeVisitor visitor) {
    return neighbors(
        "callees", node, CALLEES.limits(limits), (callee, kind) -> visitor.visit(callee));
  }

  /** Returns the functions that a function calls directly. O(results). */
  public NodeSelection callees(int node, QueryLimits limits) {
    NodeSet.Builder nodes = NodeSet.builder();
    return select(nodes, callees(node, limits, nodes), node);
  }

  // Implementations

  /**
   * Streams who implements a node, each once, nearest first.
   *
   * <p>For a type, those are all types that implement or extend it, directly or not (IMPLEMENTS and
   * EXTENDS, against the edges). For a {@link dev.keygraph.graph.NodeKind#FUNCTION FUNCTION}, those
   * are the methods that override it:
   *
   * <ol>
   *   <li>whatever leads to it by OVERRIDES edges, directly or not, if the indexer states them;
   *   <li>by symbols: let T be the node that DEFINES the method and whose symbol the method's
   *       begins with (the longest such), and the suffix what follows it there. Then for each type
   *       that implements or extends T, directly or not, the defined node whose symbol is that
   *       type's symbol and the suffix. A suffix that begins with {@code #<} (a constructor or
   *       static initialiser) overrides nothing, nor does a private or static method, as the
   *       attributes {@link dev.keygraph.graph.Attributes#VISIBILITY visibility} and {@link
   *       dev.keygraph.graph.Attributes#MODIFIERS modifiers} say.
   * </ol>
   *
   * <p>O(n + m) of the subtypes, and a look-up of a symbol for each of them where a method is asked
   * for.
   *
   * @throws IllegalArgumentException if there is no such node
   */
  public QueryReport implementations(int node, QueryLimits limits, NodeVisitor visitor) {
    requireInRange(node);
    begin("implementations", limits);
    try {
      if (implementations == null) {
        implementations = new ImplementationSearch(snapshot, meter, search);
      }
      return implementations.run(node, limits, visitor);
    } finally {
      end();
    }
  }

  /**
   * Returns who implements a node, as {@link #implementations(int, QueryLimits, NodeVisitor)}.
   *
   * @throws IllegalArgumentException if there is no such node
   */
  public NodeSelection implementations(int node, QueryLimits limits) {
    NodeSet.Builder nodes = NodeSet.builder();
    QueryReport report = implementations(node, limits, nodes);
    return new NodeSelection(nodes.build(), report);
  }

  // Blast radius and reachability

  /**
   * Streams everything that depends on a node ({@link TraversalOptions#incoming()}), or that it
   * depends on ({@link TraversalOptions#outgoing()}), nearest first, each node once; the start is
   * not among the results. Breadth-first search: O(n + m) of the nodes nearer than the greatest
   * depth.
   */
  public QueryReport blastRadius(int start, TraversalOptions options, TraversalVisitor visitor) {
    requireInRange(start);
    begin("blastRadius", options.limits());
    try {
      search.clear();
      search.addStart(start);
      long found = search.run(options, visitor);
      return meter.report(found, search.depthOfLast());
    } finally {
      end();
    }
  }

  /** As {@link #blastRadius(int, TraversalOptions, TraversalVisitor)}, of several nodes at once. */
  public QueryReport blastRadius(
      NodeSet starts, TraversalOptions options, TraversalVisitor visitor) {
    begin("blastRadius", options.limits());
    try {
      search.clear();
      starts.forEach(
          start -> {
            requireInRange(start);
            search.addStart(start);
            return true;
          });
      long found = search.run(options, visitor);
      return meter.report(found, search.depthOfLast());
    } finally {
      end();
    }
  }

  /**
   * Returns what {@link #blastRadius(int, TraversalOptions, TraversalVisitor)} streams, with one
   * shortest path back for each node.
   *
   * @throws IllegalArgumentException if there is no such node
   */
  public BlastRadius blastRadius(int start, TraversalOptions options) {
    BlastRadius.Collector collector = new BlastRadius.Collector();
    QueryReport report = blastRadius(start, options, collector);
    requireNodeIfEmpty(report, start);
    return collector.build(options.direction(), report);
  }

  /** As {@link #blastRadius(int, TraversalOptions)}, of several nodes at once, such as a unit's. */
  public BlastRadius blastRadius(NodeSet starts, TraversalOptions options) {
    BlastRadius.Collector collector = new BlastRadius.Collector();
    QueryReport report = blastRadius(starts, options, collector);
    return collector.build(options.direction(), report);
  }

  /**
   * Returns the nodes that the starts reach, the starts included: a limit of results counts the
   * others alone. O(n + m) of those.
   */
  public NodeSelection reachable(NodeSet starts, TraversalOptions options) {
    NodeSet.Builder nodes = NodeSet.builder();
    QueryReport report =
        blastRadius(starts, options, (node, depth, parent, kind) -> nodes.visit(node));
    return new NodeSelection(nodes.build().union(starts), report);
  }

  // Paths

  /**
   * Returns a shortest path from a node to another along the options' direction, at most as long as
   * the options' depth. A node reaches itself by a path of no edges. A limit of results does not
   * matter. Two breadth-first searches that approach each other (Pohl 1971): at most O(n + m), and
   * often far less.
   *
   * @throws IllegalArgumentException if either node does not exist
   */
  public Trace trace(int from, int to, TraversalOptions options) {
    requireInRange(from);
    requireInRange(to);
    begin("trace", options.limits());
    try {
      if (bidirectional == null) {
        bidirectional = new BidirectionalSearch(snapshot, meter);
      }
      Optional<GraphPath> path = bidirectional.run(from, to, options);
      int length = path.map(GraphPath::length).orElse(0);
      if (length == 0) {
        requireNode(from);
        requireNode(to);
      }
      return new Trace(path, meter.report(path.isPresent() ? 1 : 0, length));
    } finally {
      end();
    }
  }

  /**
   * Returns the simple paths (no node twice) from a node to another along the options' direction,
   * at most as long as the options' depth, shortest first. Paths over the same nodes are one path:
   * of several edges between two nodes the first counts, as the snapshot streams them. There can be
   * exponentially many, so both bounds are asked for.
   *
   * <p>One breadth-first search from the goal, O(n + m), then depth-first search of growing length
   * (Korf 1985) without detours from which the goal is too far: O(paths tried × length).
   *
   * @throws IllegalArgumentException if either node does not exist, or if the options name no
   *     {@link TraversalOptions#maxDepth(int) maxDepth} or no {@link
   *     TraversalOptions#maxResults(long) maxResults}
   */
  public Paths paths(int from, int to, TraversalOptions options) {
    if (options.maxDepth() == TraversalOptions.ANY_DEPTH
        || options.limits().maxResults() == Long.MAX_VALUE) {
      throw new IllegalArgumentException(
          "there can be exponentially many paths: set maxDepth and maxResults");
    }
    requireInRange(from);
    requireInRange(to);
    begin("paths", options.limits());
    try {
      List<GraphPath> paths = new SimplePathSearch(snapshot, meter, options).run(from, to);
      if (paths.isEmpty() || from == to) {
        requireNode(from);
        requireNode(to);
      }
      int longest = paths.isEmpty() ? 0 : paths.get(paths.size() - 1).length();
      return new Paths(paths, meter.report(paths.size(), longest));
    } finally {
      end();
    }
  }

  // Structure of subgraphs

  /**
   * Returns the nodes that a unit defines, and all their neighbours in both directions, with the
   * edges of some kinds among them; a limit of results counts the neighbours alone. O(nodes and
   * edges of the unit).
   *
   * @throws IllegalArgumentException if there is no such unit
   */
  public SubgraphSelection unitAndNeighbors(String unitPath, EdgeKinds kinds, QueryLimits limits) {
    begin("unitAndNeighbors", limits);
    try {
      NodeSet.Builder builder = NodeSet.builder();
      snapshot.nodesOfUnit(unitPath, builder);
      NodeSet own = builder.build();
      if (own.isEmpty() && snapshot.unit(unitPath).isEmpty()) {
        throw new IllegalArgumentException("there is no unit " + unitPath);
      }
      if (unitNeighborhood == null) {
        unitNeighborhood = new UnitNeighborhood(snapshot, meter);
      }
      Subgraph subgraph = unitNeighborhood.run(own, kinds, limits);
      long found = unitNeighborhood.found();
      return new SubgraphSelection(subgraph, meter.report(found, found == 0 ? 0 : 1));
    } finally {
      end();
    }
  }

  /** Returns what {@link #unitAndNeighbors(String, EdgeKinds, QueryLimits)} does, all of it. */
  public Subgraph unitAndNeighbors(String unitPath, EdgeKinds kinds) {
    return unitAndNeighbors(unitPath, kinds, QueryLimits.none()).subgraph();
  }

  /**
   * Returns the strongly connected components of a subgraph, by their smallest node: the largest
   * sets of nodes that all reach each other. A node without cycles is a component of its own. None
   * are returned if a limit of edges or time ends the question. Tarjan 1972: O(n + m).
   */
  public Components components(Subgraph subgraph, QueryLimits limits) {
    begin("components", limits);
    try {
      return structure().components(subgraph, limits.maxResults());
    } finally {
      end();
    }
  }

  /**
   * Returns the cycles of a subgraph: the strongly connected components that have one, by their
   * smallest node, each with a walk around. An edge from a node to itself is a cycle. O(n + m).
   */
  public Cycles cycles(Subgraph subgraph, QueryLimits limits) {
    begin("cycles", limits);
    try {
      return structure().cycles(subgraph, limits.maxResults());
    } finally {
      end();
    }
  }

  /**
   * Returns an order of a subgraph's nodes in which each edge leads forward, or the cycle that
   * prevents one. Kahn 1962, and Tarjan 1972 for the cycle: O(n + m).
   */
  public TopologicalOrder topologicalOrder(Subgraph subgraph, QueryLimits limits) {
    begin("topologicalOrder", limits);
    try {
      return structure().topologicalOrder(subgraph, limits.maxResults());
    } finally {
      end();
    }
  }

  private SubgraphStructure structure() {
    SubgraphStructure known = structure;
    if (known == null) {
      known = new SubgraphStructure(snapshot, meter);
      structure = known;
    }
    return known;
  }

  // Changes

  /**
   * Streams the units that changed since an older snapshot, as {@link
   * GraphSnapshot#unitsChangedSince} does, within limits; a limit of edges does not matter. Time
   * and token are looked at before each unit.
   *
   * @throws IllegalArgumentException if {@code older} is no snapshot of a graph in a store
   */
  public QueryReport unitsChangedSince(
      GraphSnapshot older,
      UnitComparison comparison,
      QueryLimits limits,
      UnitChangeVisitor visitor) {
    begin("unitsChangedSince", limits);
    try {
      ChangedUnitStream stream = new ChangedUnitStream(meter, limits, visitor);
      long found = stream.run(older, snapshot, comparison);
      return meter.report(found, 0);
    } finally {
      end();
    }
  }

  // Degrees

  /**
   * Returns how many edges of each kind a node has; a limit of results does not matter. O(its
   * edges).
   *
   * @throws IllegalArgumentException if there is no such node
   */
  public DegreeProfile degrees(int node, QueryLimits limits) {
    requireInRange(node);
    begin("degrees", limits);
    try {
      requireNode(node);
      return KindCounter.profile(snapshot, meter, node);
    } finally {
      end();
    }
  }

  /**
   * Counts the edges of nodes, of the options' kinds and in their direction; the options' depth
   * does not matter, and a limit of results is one of nodes. O(n log hubs + m).
   *
   * @param hubs how many nodes with the most edges to name
   * @throws IllegalArgumentException if {@code hubs} is negative
   */
  public DegreeStatistics degreeStatistics(NodeSet nodes, int hubs, TraversalOptions options) {
    if (hubs < 0) {
      throw new IllegalArgumentException("hubs must not be negative: " + hubs);
    }
    begin("degreeStatistics", options.limits());
    try {
      DegreeCounter counter = new DegreeCounter(snapshot, meter, options, hubs);
      nodes.forEach(counter);
      return counter.build();
    } finally {
      end();
    }
  }

  private NodeSelection select(NodeSet.Builder nodes, QueryReport report, int start) {
    requireNodeIfEmpty(report, start);
    return new NodeSelection(nodes.build(), report);
  }

  private void begin(String question, QueryLimits limits) {
    if (busy) {
      throw new IllegalStateException(
          "a question is in progress: a visitor may not ask the GraphQueries that calls it");
    }
    meter.start(limits);
    busy = true;
    times.begin(question);
  }

  private void end() {
    busy = false;
    times.end(meter.edges());
    meter.release();
  }

  private void requireInRange(int node) {
    if (node < 0 || node >= nodeIdLimit) {
      throw noSuchNode(node);
    }
  }

  private void requireNode(int node) {
    if (!snapshot.contains(node)) {
      throw noSuchNode(node);
    }
  }

  private void requireNodeIfEmpty(QueryReport report, int node) {
    if (report.edgesVisited() == 0) {
      requireNode(node);
    }
  }

  private IllegalArgumentException noSuchNode(int node) {
    return new IllegalArgumentException(
        "no node has the id " + node + " in version " + snapshot.version());
  }
}
