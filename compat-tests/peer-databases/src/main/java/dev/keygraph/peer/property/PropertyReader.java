package dev.keygraph.peer.property;

import dev.keygraph.compare.contender.AnswerSink;
import dev.keygraph.compare.contender.CallCycles;
import dev.keygraph.compare.contender.ContenderReader;
import dev.keygraph.compare.question.Question;
import dev.keygraph.compare.question.QuestionKind;
import dev.keygraph.graph.EdgeKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks a property graph.
 *
 * @param <N> the nodes of the database
 */
public final class PropertyReader<N> implements ContenderReader {
  private static final String CALLS = EdgeKind.CALLS.name();
  private static final List<String> CALLS_ALONE = List.of(CALLS);
  private static final List<String> SUBTYPING =
      List.of(EdgeKind.IMPLEMENTS.name(), EdgeKind.EXTENDS.name());

  private final PropertyGraph<N> graph;
  private final Runnable close;
  private final CallCycles cycles = new CallCycles();

  /**
   * Reads a graph.
   *
   * @param close ends the reader's transaction, or gives back what it holds
   */
  public PropertyReader(PropertyGraph<N> graph, Runnable close) {
    this.graph = graph;
    this.close = close;
  }

  @Override
  public Prepared prepare(Question question) {
    String subject = question.subject();
    if (question.kind() == QuestionKind.DEFINITION) {
      return answer -> definition(subject, answer);
    }
    N node =
        graph.find(
            question.kind() == QuestionKind.CYCLES
                ? PropertyGraph.Label.UNIT
                : PropertyGraph.Label.SYMBOL,
            subject);
    return node == null ? answer -> 0 : prepare(question, node);
  }

  private Prepared prepare(Question question, N node) {
    return switch (question.kind()) {
      case CALLERS -> answer -> neighbors(node, true, answer);
      case CALLEES -> answer -> neighbors(node, false, answer);
      case CALLERS_2 -> answer -> search(node, CALLS_ALONE, 2, answer);
      case BLAST_RADIUS_3 -> answer -> search(node, CALLS_ALONE, 3, answer);
      case BLAST_RADIUS_5 -> answer -> search(node, CALLS_ALONE, 5, answer);
      case IMPLEMENTATIONS ->
          answer ->
              search(
                  node, SUBTYPING, Integer.MAX_VALUE, (subtype, depth) -> answer.node(subtype, 1));
      case CYCLES -> answer -> cycles(node, answer);
      case DEFINITION -> throw new IllegalArgumentException("not about a node: " + question);
    };
  }

  private long definition(String symbol, AnswerSink answer) {
    N node = graph.find(PropertyGraph.Label.SYMBOL, symbol);
    if (node != null) {
      answer.node(graph.id(node), graph.property(node, PropertyGraph.KIND).hashCode());
    }
    return 0;
  }

  /** Parallel edges lead to one answer. */
  private long neighbors(N node, boolean incoming, AnswerSink answer) {
    Set<N> seen = new HashSet<>();
    return graph.neighbors(
        node,
        incoming,
        CALLS,
        neighbor -> {
          if (seen.add(neighbor)) {
            answer.node(graph.id(neighbor), 1);
          }
        });
  }

  /** Breadth-first search against the edges; the start is not told. */
  private long search(N start, List<String> types, int maxDepth, AnswerSink answer) {
    Set<N> seen = new HashSet<>();
    seen.add(start);
    List<N> level = List.of(start);
    long edges = 0;
    for (int depth = 1; depth <= maxDepth && !level.isEmpty(); depth++) {
      int distance = depth;
      List<N> next = new ArrayList<>();
      for (N node : level) {
        for (String type : types) {
          edges +=
              graph.neighbors(
                  node,
                  true,
                  type,
                  neighbor -> {
                    if (seen.add(neighbor)) {
                      next.add(neighbor);
                      answer.node(graph.id(neighbor), distance);
                    }
                  });
        }
      }
      level = next;
    }
    return edges;
  }

  private long cycles(N unit, AnswerSink answer) {
    Set<N> own = new HashSet<>();
    graph.definedBy(unit, own::add);
    Set<N> members = new HashSet<>(own);
    long edges = 0;
    for (N node : own) {
      edges += graph.neighbors(node, false, CALLS, members::add);
      edges += graph.neighbors(node, true, CALLS, members::add);
    }
    cycles.clear();
    for (N node : members) {
      long id = graph.id(node);
      edges +=
          graph.neighbors(
              node,
              false,
              CALLS,
              callee -> {
                if (members.contains(callee)) {
                  cycles.add(id, graph.id(callee));
                }
              });
    }
    cycles.tell(answer);
    return edges;
  }

  @Override
  public String symbol(long node) {
    return (String) graph.property(graph.node(node), PropertyGraph.NAME);
  }

  @Override
  public void close() {
    close.run();
  }
}
