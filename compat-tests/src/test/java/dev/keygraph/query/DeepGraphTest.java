package dev.keygraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.EdgeKinds;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Graphs of a million nodes in a row: nothing recurses, and sets and queues grow large. */
final class DeepGraphTest {
  private static final int SIZE = 1_000_000;

  private final ChainSnapshot chain = new ChainSnapshot(SIZE, false);
  private final ChainSnapshot ring = new ChainSnapshot(SIZE, true);

  @Test
  void blastRadius() {
    BlastRadius radius =
        GraphQueries.over(chain).blastRadius(SIZE - 1, TraversalOptions.incoming());
    assertThat(radius.size()).isEqualTo(SIZE - 1);
    assertThat(radius.depth()).isEqualTo(SIZE - 1);
    assertThat(radius.node(SIZE - 2)).isZero();
    assertThat(radius.depth(SIZE - 2)).isEqualTo(SIZE - 1);
    assertThat(radius.pathBack(SIZE - 2).nodes()).isEqualTo(IntStream.range(0, SIZE).toArray());
  }

  @Test
  void largeAndSmallQuestionsTakeTurns() {
    GraphQueries queries = GraphQueries.over(ring);
    for (int start : new int[] {0, 77, SIZE - 1}) {
      BlastRadius whole = queries.blastRadius(start, TraversalOptions.outgoing());
      assertThat(whole.size()).isEqualTo(SIZE - 1);
      for (int depth : new int[] {1, 5, 40, 2000, 3000}) {
        BlastRadius near = queries.blastRadius(start, TraversalOptions.outgoing().maxDepth(depth));
        assertThat(near.size()).isEqualTo(depth);
        assertThat(near.node(depth - 1)).isEqualTo((start + depth) % SIZE);
      }
    }
  }

  @Test
  void trace() {
    GraphQueries queries = GraphQueries.over(chain);
    Trace trace = queries.trace(0, SIZE - 1, TraversalOptions.outgoing());
    assertThat(trace.path().orElseThrow().nodes()).isEqualTo(IntStream.range(0, SIZE).toArray());
    assertThat(queries.trace(SIZE - 1, 0, TraversalOptions.outgoing()).path()).isEmpty();
    assertThat(queries.trace(5, 9, TraversalOptions.outgoing()).path().orElseThrow().nodes())
        .containsExactly(5, 6, 7, 8, 9);
  }

  @Test
  void paths() {
    Paths paths =
        GraphQueries.over(ring)
            .paths(1, 0, TraversalOptions.outgoing().maxDepth(SIZE).maxResults(10));
    assertThat(paths.paths()).hasSize(1);
    assertThat(paths.report().depth()).isEqualTo(SIZE - 1);
    assertThat(paths.report().isComplete()).isTrue();
  }

  @Test
  void components() {
    GraphQueries queries = GraphQueries.over(chain);
    Components single =
        queries.components(new Subgraph(queries.allNodes(), EdgeKinds.all()), QueryLimits.none());
    assertThat(single.count()).isEqualTo(SIZE);
    assertThat(single.first(SIZE - 1)).isEqualTo(SIZE - 1);

    queries = GraphQueries.over(ring);
    Components one =
        queries.components(new Subgraph(queries.allNodes(), EdgeKinds.all()), QueryLimits.none());
    assertThat(one.count()).isEqualTo(1);
    assertThat(one.size(0)).isEqualTo(SIZE);
  }

  @Test
  void cyclesAndOrder() {
    GraphQueries queries = GraphQueries.over(ring);
    Subgraph all = new Subgraph(queries.allNodes(), EdgeKinds.all());
    GraphPath walk = queries.cycles(all, QueryLimits.none()).cycles().get(0).walk();
    assertThat(walk.length()).isEqualTo(SIZE);
    assertThat(Arrays.copyOf(walk.nodes(), SIZE)).isEqualTo(IntStream.range(0, SIZE).toArray());
    assertThat(queries.topologicalOrder(all, QueryLimits.none()).cycle()).isPresent();

    queries = GraphQueries.over(chain);
    assertThat(queries.topologicalOrder(all, QueryLimits.none()).nodes())
        .isEqualTo(IntStream.range(0, SIZE).toArray());
    assertThat(queries.cycles(all, QueryLimits.none()).cycles()).isEmpty();
  }
}
