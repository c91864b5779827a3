package dev.keygraph.query;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeVisitor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Who implements a type, or overrides a method: see {@link GraphQueries#implementations}. */
final class ImplementationSearch {
  private static final TraversalOptions SUBTYPES =
      TraversalOptions.incoming().kinds(EdgeKind.IMPLEMENTS, EdgeKind.EXTENDS);
  private static final TraversalOptions OVERRIDES =
      TraversalOptions.incoming().kinds(EdgeKind.OVERRIDES);
  private static final EdgeKinds DEFINES = EdgeKinds.of(EdgeKind.DEFINES);

  /** What constructors and static initialisers begin with, after their type's symbol. */
  private static final String CONSTRUCTOR = "#<";

  private final GraphSnapshot snapshot;
  private final Meter meter;
  private final BreadthFirstSearch search;

  /** The methods found, and the one that was asked for. */
  private final VisitedNodes methods;

  private long found;
  private int depth;

  ImplementationSearch(GraphSnapshot snapshot, Meter meter, BreadthFirstSearch search) {
    this.snapshot = snapshot;
    this.meter = meter;
    this.search = search;
    this.methods = new VisitedNodes(snapshot.nodeIdLimit());
  }

  QueryReport run(int node, QueryLimits limits, NodeVisitor visitor) {
    if (!snapshot.kind(node).equals(NodeKind.FUNCTION)) {
      search.clear();
      search.addStart(node);
      found =
          search.run(
              SUBTYPES.limits(limits), (subtype, atDepth, parent, kind) -> visitor.visit(subtype));
      return meter.report(found, search.depthOfLast());
    }
    found = 0;
    depth = 0;
    methods.clear();
    methods.add(node);
    search.clear();
    search.addStart(node);
    search.run(
        OVERRIDES, (method, atDepth, parent, kind) -> report(method, atDepth, limits, visitor));
    if (meter.isRunning()) {
      overridesBySymbol(node, limits, visitor);
    }
    return meter.report(found, depth);
  }

  private void overridesBySymbol(int method, QueryLimits limits, NodeVisitor visitor) {
    String symbol = snapshot.symbol(method);
    Owner owner = new Owner(symbol);
    snapshot.neighbors(method, Direction.INCOMING, DEFINES, owner::offer);
    String ownerSymbol = owner.symbol;
    if (ownerSymbol == null || !meter.isRunning()) {
      return;
    }
    String suffix = symbol.substring(ownerSymbol.length());
    if (suffix.startsWith(CONSTRUCTOR) || isPrivateOrStatic(method)) {
      return;
    }
    search.clear();
    search.addStart(owner.node);
    search.run(
        SUBTYPES,
        (subtype, atDepth, parent, kind) -> {
          int candidate = snapshot.node(snapshot.symbol(subtype) + suffix);
          return candidate == GraphSnapshot.NO_NODE
              || snapshot.kind(candidate).equals(NodeKind.UNRESOLVED)
              || isPrivateOrStatic(candidate)
              || report(candidate, atDepth, limits, visitor);
        });
  }

  /** Passes a method on that was not yet found; false ends the search, with the reason recorded. */
  private boolean report(int method, int atDepth, QueryLimits limits, NodeVisitor visitor) {
    if (!methods.add(method)) {
      return true;
    }
    if (found == limits.maxResults()) {
      meter.end(Completion.RESULT_LIMIT);
      return false;
    }
    found++;
    depth = Math.max(depth, atDepth);
    return visitor.visit(method);
  }

  private boolean isPrivateOrStatic(int method) {
    Attributes attributes = snapshot.attributes(method);
    return attributes.get(Attributes.VISIBILITY).filter("private"::equals).isPresent()
        || attributes
            .get(Attributes.MODIFIERS)
            .filter(modifiers -> Arrays.asList(modifiers.split("\\s+")).contains("static"))
            .isPresent();
  }

  /** The defining node whose symbol is the longest that the method's begins with. */
  private final class Owner {
    private final String methodSymbol;
    private int node = GraphSnapshot.NO_NODE;
    private @Nullable String symbol;

    Owner(String methodSymbol) {
      this.methodSymbol = methodSymbol;
    }

    boolean offer(int definer, EdgeKind kind) {
      if (!meter.edge()) {
        return false;
      }
      String definerSymbol = snapshot.symbol(definer);
      if (methodSymbol.startsWith(definerSymbol)
          && definerSymbol.length() < methodSymbol.length()
          && (symbol == null || symbol.length() < definerSymbol.length())) {
        node = definer;
        symbol = definerSymbol;
      }
      return true;
    }
  }
}
