package dev.keygraph.cli.symbol;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.TraversalOptions;

/**
 * Calls as dynamic dispatch may carry them out. A call in byte code names a method of the static
 * type of its receiver: a supertype of the one whose method runs, or a subtype that inherits it.
 */
public final class Dispatch {
  private final GraphSnapshot snapshot;
  private final GraphQueries queries;

  /** Follows dispatch in a snapshot. */
  public Dispatch(GraphSnapshot snapshot) {
    this.snapshot = snapshot;
    this.queries = GraphQueries.over(snapshot);
  }

  /**
   * Returns the functions with a call that may run {@code function}: those that call it by its own
   * name, by that of a supertype, or by that of a subtype that inherits it.
   */
  public NodeSet callers(int function) {
    NodeSet callers = queries.callers(function, QueryLimits.none()).nodes();
    String symbol = snapshot.symbol(function);
    int member = symbol.indexOf('#');
    if (member < 0 || !isVirtual(function, symbol, member)) {
      return callers;
    }
    String suffix = symbol.substring(member);
    int owner = snapshot.node(symbol.substring(0, member));
    if (owner == GraphSnapshot.NO_NODE) {
      return callers;
    }
    NodeSet names =
        sameMember(owner, suffix, TraversalOptions.outgoing(), false)
            .union(sameMember(owner, suffix, TraversalOptions.incoming(), true));
    NodeSet[] all = {callers};
    names.forEach(
        name -> {
          all[0] = all[0].union(queries.callers(name, QueryLimits.none()).nodes());
          return true;
        });
    return all[0];
  }

  /** Returns the functions that a call in {@code function} may run. */
  public NodeSet callees(int function) {
    NodeSet[] all = {queries.callees(function, QueryLimits.none()).nodes()};
    all[0].forEach(
        callee -> {
          all[0] = all[0].union(queries.implementations(callee, QueryLimits.none()).nodes());
          return true;
        });
    return all[0];
  }

  /** Returns the nodes of the same member in the types above or below. */
  private NodeSet sameMember(
      int owner, String suffix, TraversalOptions direction, boolean inherited) {
    NodeSet.Builder types = NodeSet.builder();
    queries.blastRadius(
        owner,
        direction.kinds(EdgeKind.EXTENDS, EdgeKind.IMPLEMENTS),
        (type, depth, parent, kind) -> types.visit(type));
    NodeSet.Builder members = NodeSet.builder();
    types
        .build()
        .forEach(
            type -> {
              int node = snapshot.node(snapshot.symbol(type) + suffix);
              // A subtype's own definition overrides, so calls of it run something else.
              if (node != GraphSnapshot.NO_NODE
                  && (!inherited || snapshot.kind(node).equals(NodeKind.UNRESOLVED))) {
                members.add(node);
              }
              return true;
            });
    return members.build();
  }

  private boolean isVirtual(int function, String symbol, int member) {
    Attributes attributes = snapshot.attributes(function);
    boolean isPrivate = attributes.get(Attributes.VISIBILITY).orElse("").equals("private");
    boolean isStatic = attributes.get(Attributes.MODIFIERS).orElse("").contains("static");
    return !symbol.startsWith("#<", member) && !isPrivate && !isStatic;
  }
}
