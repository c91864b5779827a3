package dev.keygraph.compare.contender;

import dev.keygraph.compare.question.Question;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.query.Cycle;
import dev.keygraph.query.Cycles;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.TraversalOptions;

/** Asks a snapshot of keygraph. */
final class KeygraphReader implements ContenderReader {
  private static final EdgeKinds CALLS = EdgeKinds.of(EdgeKind.CALLS);
  private static final TraversalOptions CALLERS = TraversalOptions.incoming().kinds(CALLS);

  private final GraphSnapshot snapshot;
  private final GraphQueries queries;

  /** Takes a snapshot over. */
  KeygraphReader(GraphSnapshot snapshot) {
    this.snapshot = snapshot;
    this.queries = GraphQueries.over(snapshot);
  }

  @Override
  public Prepared prepare(Question question) {
    String subject = question.subject();
    return switch (question.kind()) {
      case DEFINITION -> answer -> definition(subject, answer);
      case CYCLES ->
          snapshot.unit(subject).isPresent() ? answer -> cycles(subject, answer) : nothing();
      default -> prepare(question, snapshot.node(subject));
    };
  }

  private Prepared prepare(Question question, int node) {
    if (node == GraphSnapshot.NO_NODE) {
      return nothing();
    }
    return switch (question.kind()) {
      case CALLERS -> answer -> callers(node, answer);
      case CALLEES -> answer -> callees(node, answer);
      case CALLERS_2 -> blastRadius(node, 2);
      case BLAST_RADIUS_3 -> blastRadius(node, 3);
      case BLAST_RADIUS_5 -> blastRadius(node, 5);
      case IMPLEMENTATIONS -> answer -> implementations(node, answer);
      case DEFINITION, CYCLES ->
          throw new IllegalArgumentException("not about a node: " + question);
    };
  }

  private static Prepared nothing() {
    return answer -> 0;
  }

  private long definition(String symbol, AnswerSink answer) {
    int node = snapshot.node(symbol);
    if (node != GraphSnapshot.NO_NODE) {
      answer.node(node, snapshot.kind(node).name().hashCode());
    }
    return 0;
  }

  private long callers(int node, AnswerSink answer) {
    return queries
        .callers(
            node,
            QueryLimits.none(),
            caller -> {
              answer.node(caller, 1);
              return true;
            })
        .edgesVisited();
  }

  private long callees(int node, AnswerSink answer) {
    return queries
        .callees(
            node,
            QueryLimits.none(),
            callee -> {
              answer.node(callee, 1);
              return true;
            })
        .edgesVisited();
  }

  private Prepared blastRadius(int start, int maxDepth) {
    TraversalOptions options = CALLERS.maxDepth(maxDepth);
    return answer ->
        queries
            .blastRadius(
                start,
                options,
                (node, depth, parent, kind) -> {
                  answer.node(node, depth);
                  return true;
                })
            .edgesVisited();
  }

  private long implementations(int type, AnswerSink answer) {
    return queries
        .implementations(
            type,
            QueryLimits.none(),
            subtype -> {
              answer.node(subtype, 1);
              return true;
            })
        .edgesVisited();
  }

  private long cycles(String unitPath, AnswerSink answer) {
    Cycles cycles = queries.cycles(queries.unitAndNeighbors(unitPath, CALLS), QueryLimits.none());
    for (Cycle cycle : cycles.cycles()) {
      NodeSet component = cycle.component();
      int size = component.size();
      component.forEach(
          node -> {
            answer.node(node, size);
            return true;
          });
    }
    return cycles.report().edgesVisited();
  }

  @Override
  public String symbol(long node) {
    return snapshot.symbol((int) node);
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
