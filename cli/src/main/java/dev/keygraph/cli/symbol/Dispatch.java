package dev.keygraph.cli.symbol;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.TraversalOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Calls as dynamic dispatch may carry them out. A call in byte code names a method of the static
 * type of its receiver: a supertype of the one whose method runs, or a subtype that inherits it.
 */
public final class Dispatch {
  private static final EdgeKinds SUBTYPING = EdgeKinds.of(EdgeKind.EXTENDS, EdgeKind.IMPLEMENTS);

  private final GraphSnapshot snapshot;
  private final GraphQueries queries;
  private final TimeLimit time;

  /** Follows dispatch in a snapshot; if the time is over before, some calls may be missing. */
  public Dispatch(GraphSnapshot snapshot, TimeLimit time) {
    this.snapshot = snapshot;
    this.time = time;
    this.queries = GraphQueries.over(snapshot);
  }

  /**
   * Returns the functions with a call that may run {@code function}: those that call it by its own
   * name, by that of a supertype, or by that of a subtype that inherits it.
   */
  public NodeSet callers(int function) {
    NodeSet callers = directCallers(function);
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
    NodeSet names = above(owner, suffix).union(inheriting(owner, suffix));
    NodeSet[] all = {callers};
    names.forEach(
        name -> {
          all[0] = all[0].union(directCallers(name));
          return !time.isOver();
        });
    return all[0];
  }

  private NodeSet directCallers(int function) {
    return time.noted(queries.callers(function, time.limits())).nodes();
  }

  /** Returns the functions that a call in {@code function} may run. */
  public NodeSet callees(int function) {
    NodeSet[] all = {time.noted(queries.callees(function, time.limits())).nodes()};
    all[0].forEach(
        callee -> {
          all[0] = all[0].union(time.noted(queries.implementations(callee, time.limits())).nodes());
          return !time.isOver();
        });
    return all[0];
  }

  /** Returns the nodes of the same member in the supertypes. */
  private NodeSet above(int owner, String suffix) {
    NodeSet.Builder types = NodeSet.builder();
    time.note(
        queries.blastRadius(
            owner,
            TraversalOptions.outgoing().kinds(SUBTYPING).limits(time.limits()),
            (type, depth, parent, kind) -> types.visit(type)));
    NodeSet.Builder members = NodeSet.builder();
    types
        .build()
        .forEach(
            type -> {
              int member = snapshot.node(snapshot.symbol(type) + suffix);
              return member == GraphSnapshot.NO_NODE || members.visit(member);
            });
    return members.build();
  }

  /**
   * Returns the nodes of the same member in the subtypes that inherit it: below a subtype that
   * defines the member, calls run something else.
   */
  private NodeSet inheriting(int owner, String suffix) {
    NodeSet.Builder members = NodeSet.builder();
    Set<Integer> seen = new HashSet<>(Set.of(owner));
    Deque<Integer> types = new ArrayDeque<>(seen);
    while (!types.isEmpty() && !time.isOver()) {
      TraversalOptions subtypes =
          TraversalOptions.incoming().kinds(SUBTYPING).limits(time.limits());
      time.note(
          queries.neighbors(
              types.remove(),
              subtypes,
              (subtype, kind) -> {
                int member = snapshot.node(snapshot.symbol(subtype) + suffix);
                boolean mentioned = member != GraphSnapshot.NO_NODE;
                if (mentioned && !snapshot.kind(member).equals(NodeKind.UNRESOLVED)) {
                  return true;
                }
                if (seen.add(subtype)) {
                  types.add(subtype);
                  if (mentioned) {
                    members.add(member);
                  }
                }
                return true;
              }));
    }
    return members.build();
  }

  private boolean isVirtual(int function, String symbol, int member) {
    Attributes attributes = snapshot.attributes(function);
    boolean isPrivate = attributes.get(Attributes.VISIBILITY).orElse("").equals("private");
    boolean isStatic = attributes.get(Attributes.MODIFIERS).orElse("").contains("static");
    return !symbol.startsWith("#<", member) && !isPrivate && !isStatic;
  }
}
