package dev.keygraph.micrometer;

import dev.keygraph.graph.CommitListener;
import dev.keygraph.graph.CommitReport;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphStatistics;
import dev.keygraph.graph.HotTierStatistics;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.query.QuestionListener;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Shows an open graph's figures in Micrometer's registries.
 *
 * <pre>{@code
 * GraphMetrics metrics = new GraphMetrics(graph, Tags.of("graph", "shop"));
 * metrics.bindTo(registry);
 * GraphQueries queries = GraphQueries.over(snapshot, metrics.questions(registry));
 * }</pre>
 *
 * <p>Every meter bears the tag {@code engine} and those that are passed; two graphs in one registry
 * need tags that tell them apart. Gauges read the graph's statistics, at most once a second where
 * nothing else is said. After the graph was closed they have no value; {@link #close} removes them.
 * Any thread may use it.
 */
public final class GraphMetrics implements MeterBinder, AutoCloseable {
  private static final Duration LIFETIME = Duration.ofSeconds(1);
  private static final String PREFIX = "keygraph.";
  private static final String OPEN_SNAPSHOTS = "open-snapshots";
  private static final String OLDEST_SNAPSHOT = "oldest-snapshot-millis";
  private static final String WRITTEN_SINCE = "bytes-since-oldest-snapshot";
  private static final String QUEUED_WRITES = "queued-writes";

  /** Details of a store that have meters of their own. */
  private static final Set<String> NAMED =
      Set.of(OPEN_SNAPSHOTS, OLDEST_SNAPSHOT, WRITTEN_SINCE, QUEUED_WRITES, KvStatistics.LOG_BYTES);

  private final Graph graph;
  private final Tags tags;
  private final Figures figures;
  private final Queue<Runnable> undo = new ConcurrentLinkedQueue<>();

  /** Metrics of a graph, without tags but the engine's name. */
  public GraphMetrics(Graph graph) {
    this(graph, Tags.empty());
  }

  /** Metrics of a graph, with tags. */
  public GraphMetrics(Graph graph, Iterable<Tag> tags) {
    this(graph, tags, LIFETIME);
  }

  /**
   * Metrics of a graph, with tags.
   *
   * @param lifetime how long gauges show the statistics that were read last, before they are read
   *     again; zero reads them for each gauge
   */
  public GraphMetrics(Graph graph, Iterable<Tag> tags, Duration lifetime) {
    this.graph = graph;
    this.tags = Tags.of("engine", graph.engineName()).and(tags);
    this.figures = new Figures(graph, lifetime);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    bindContent(registry);
    bindStore(registry);
    if (figures.statistics().hotTier().isPresent()) {
      bindHotTier(registry);
    }
    bindCommits(registry);
  }

  private void bindContent(MeterRegistry registry) {
    gauge(registry, "version", "version of the last commit", "", GraphStatistics::version);
    gauge(registry, "units", "units in the graph", "units", GraphStatistics::units);
    gauge(registry, "nodes", "nodes in the graph", "nodes", GraphStatistics::nodes);
    gauge(
        registry,
        "nodes.unresolved",
        "nodes that no unit defines",
        "nodes",
        GraphStatistics::unresolved);
    gauge(registry, "edges", "edges in the graph", "edges", GraphStatistics::edges);
  }

  private void bindStore(MeterRegistry registry) {
    gauge(
        registry,
        "store.size",
        "size of the engine's files",
        "bytes",
        all -> all.store().bytesOnDisk());
    gauge(
        registry,
        "snapshots.open",
        "snapshots that somebody holds",
        "snapshots",
        all -> detail(all, OPEN_SNAPSHOTS));
    keep(
        registry,
        TimeGauge.builder(
                PREFIX + "snapshots.oldest",
                figures,
                TimeUnit.MILLISECONDS,
                all -> all.get(statistics -> detail(statistics, OLDEST_SNAPSHOT)))
            .description("age of the oldest snapshot that somebody holds")
            .tags(tags)
            .register(registry));
    gauge(
        registry,
        "snapshots.written",
        "keys and values that were written since the oldest snapshot was opened",
        "bytes",
        all -> detail(all, WRITTEN_SINCE));
    gauge(
        registry,
        "store.queue",
        "writes that wait for their turn",
        "writes",
        all -> detail(all, QUEUED_WRITES));
    Set<String> details = figures.statistics().store().details().keySet();
    if (details.contains(KvStatistics.LOG_BYTES)) {
      gauge(
          registry,
          "store.log.size",
          "size of the engine's log, within that of its files",
          "bytes",
          all -> detail(all, KvStatistics.LOG_BYTES));
    }
    for (String detail : details) {
      if (!NAMED.contains(detail)) {
        keep(
            registry,
            Gauge.builder(
                    PREFIX + "engine.detail",
                    figures,
                    all -> all.get(statistics -> detail(statistics, detail)))
                .description("a figure of the engine's own")
                .tags(tags.and("detail", detail))
                .register(registry));
      }
    }
  }

  private static double detail(GraphStatistics statistics, String name) {
    Long value = statistics.store().details().get(name);
    return value == null ? Double.NaN : value;
  }

  private void bindHotTier(MeterRegistry registry) {
    counter(registry, "hot.reads", tags.and("result", "hit"), HotTierStatistics::hits);
    counter(registry, "hot.reads", tags.and("result", "miss"), HotTierStatistics::misses);
    counter(registry, "hot.fills", tags, HotTierStatistics::fills);
    counter(registry, "hot.warmed", tags, HotTierStatistics::warmed);
    counter(registry, "hot.evictions", tags, HotTierStatistics::evictions);
    gauge(registry, "hot.pages", "pages in memory", "pages", hot(HotTierStatistics::pages));
    gauge(registry, "hot.size", "memory of the hot tier", "bytes", hot(HotTierStatistics::bytes));
    gauge(
        registry,
        "hot.hit.ratio",
        "share of the reads that found their page in memory, since the graph was opened",
        "",
        hot(HotTierStatistics::hitRate));
  }

  private static ToDoubleFunction<GraphStatistics> hot(ToDoubleFunction<HotTierStatistics> figure) {
    return all -> all.hotTier().map(figure::applyAsDouble).orElse(Double.NaN);
  }

  private void bindCommits(MeterRegistry registry) {
    keep(
        registry,
        Gauge.builder(PREFIX + "commits.queue", graph, Graph::waitingEdits)
            .description("edits that wait for a commit")
            .baseUnit("edits")
            .tags(tags)
            .register(registry));
    keep(
        registry,
        Gauge.builder(PREFIX + "changes.waiting", graph, Graph::waitingChanges)
            .description("changed units of which listeners have not heard")
            .baseUnit("units")
            .tags(tags)
            .register(registry));
    Timer took =
        Timer.builder(PREFIX + "commits")
            .description("time of a commit, until it is as durable as the store promises")
            .tags(tags)
            .register(registry);
    Timer waited =
        Timer.builder(PREFIX + "commits.wait")
            .description("time that the oldest edit of a commit waited for its turn")
            .tags(tags)
            .register(registry);
    DistributionSummary edits =
        DistributionSummary.builder(PREFIX + "commits.edits")
            .description("callers' edits in one commit")
            .baseUnit("edits")
            .tags(tags)
            .register(registry);
    keep(registry, took);
    keep(registry, waited);
    keep(registry, edits);
    CommitListener listener = report -> record(report, took, waited, edits);
    graph.addCommitListener(listener);
    undo.add(() -> graph.removeCommitListener(listener));
  }

  private static void record(
      CommitReport report, Timer took, Timer waited, DistributionSummary edits) {
    took.record(report.took());
    waited.record(report.waited());
    edits.record(report.edits());
  }

  /**
   * Returns what times questions by their kind, for {@link
   * dev.keygraph.query.GraphQueries#over(dev.keygraph.graph.GraphSnapshot, QuestionListener)}. A
   * question that is answered from memory takes less than a microsecond, of which a timer is a good
   * part: so it is asked for, and not always there.
   */
  public QuestionListener questions(MeterRegistry registry) {
    QuestionTimers timers = new QuestionTimers(registry, tags, timer -> keep(registry, timer));
    return timers;
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      String unit,
      ToDoubleFunction<GraphStatistics> figure) {
    keep(
        registry,
        Gauge.builder(PREFIX + name, figures, all -> all.get(figure))
            .description(description)
            .baseUnit(unit.isEmpty() ? null : unit)
            .tags(tags)
            .register(registry));
  }

  private void counter(
      MeterRegistry registry, String name, Tags own, ToDoubleFunction<HotTierStatistics> figure) {
    ToDoubleFunction<GraphStatistics> hot = hot(figure);
    keep(
        registry,
        FunctionCounter.builder(PREFIX + name, figures, all -> all.get(hot))
            .description("the hot tier's " + name.substring(name.indexOf('.') + 1))
            .tags(own)
            .register(registry));
  }

  private void keep(MeterRegistry registry, Meter meter) {
    undo.add(() -> registry.remove(meter));
  }

  /** Removes the meters from the registries; the graph stays open. */
  @Override
  public void close() {
    for (Runnable step = undo.poll(); step != null; step = undo.poll()) {
      step.run();
    }
  }
}
