package dev.keygraph.micrometer;

import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphStatistics;
import dev.keygraph.kv.KvClosedException;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A graph's statistics, asked for once where many meters are read one after the other. */
final class Figures {
  private final Graph graph;
  private final long lifetimeNanos;
  private @Nullable GraphStatistics last;
  private long readNanos;

  /**
   * Figures that have not been read.
   *
   * @param lifetime how long figures that were read are good for
   */
  Figures(Graph graph, Duration lifetime) {
    this.graph = graph;
    this.lifetimeNanos = lifetime.toNanos();
  }

  /** Returns one figure, or no number if the graph is closed. */
  double get(ToDoubleFunction<? super GraphStatistics> figure) {
    try {
      return figure.applyAsDouble(statistics());
    } catch (KvClosedException e) {
      return Double.NaN;
    }
  }

  synchronized GraphStatistics statistics() {
    GraphStatistics known = last;
    if (known == null || System.nanoTime() - readNanos >= lifetimeNanos) {
      known = graph.statistics();
      last = known;
      readNanos = System.nanoTime();
    }
    return known;
  }
}
