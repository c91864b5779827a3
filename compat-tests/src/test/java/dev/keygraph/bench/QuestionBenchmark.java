package dev.keygraph.bench;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.store.StoredGraph;

/** Questions about the graph without its hot tier, of functions drawn at random. */
@SuppressWarnings("NullAway.Init") // JMH opens it
public abstract class QuestionBenchmark extends EngineBenchmark {
  private static final int SAMPLE = 1 << 11;

  /** The kind of edges that most questions follow. */
  static final EdgeKinds CALLS = EdgeKinds.of(EdgeKind.CALLS);

  /** Functions. */
  int[] functions;

  /** The graph. */
  GraphSnapshot snapshot;

  /** Questions of it. */
  GraphQueries queries;

  /** The same by hand. */
  Twin twin;

  /** The number of the kind CALLS. */
  int calls;

  private Graph graph;

  @Override
  final void open() {
    graph = StoredGraph.open(openStore());
    snapshot = graph.snapshot();
    queries = GraphQueries.over(snapshot);
    twin = Twins.open(engine, twinDirectory(), snapshot.nodeIdLimit());
    calls = twin.kind(EdgeKind.CALLS);
    functions = Samples.drawAtMost(Samples.ofKind(snapshot, NodeKind.FUNCTION), SAMPLE);
    draw();
  }

  /** Draws what else to ask about. */
  abstract void draw();

  @Override
  final void close() {
    twin.close();
    snapshot.close();
    graph.close();
  }

  /** Returns the next function. */
  final int function() {
    return functions[next(functions.length)];
  }
}
