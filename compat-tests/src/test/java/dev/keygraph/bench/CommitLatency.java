package dev.keygraph.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.kv.memory.MemoryEngine;
import dev.keygraph.store.StoredGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How long commits take, in turn with the engine's own commits of the same keys and values. */
final class CommitLatency {
  private static final int COMMITS = 1_000;
  private static final int WARM_UP_COMMITS = 1_500;

  private final String engine;
  private final List<UnitContent> units;
  private final Effort effort;

  CommitLatency(String engine, List<UnitContent> units, Effort effort) {
    this.engine = engine;
    this.units = units;
    this.effort = effort;
  }

  /** Measures commits to a graph of the units, and to a twin in an empty directory. */
  void measure(Graph graph, Path directory) {
    RecordedWrites recorded = new RecordedWrites(KvStores.open(new MemoryEngine(), memory()));
    try (KvStore replicaStore = recorded.recorded();
        Graph replica = StoredGraph.open(replicaStore)) {
      replica.importUnits(units.iterator(), ImportOptions.defaults());
      recorded.take();
      try (WriteTwin raw = Twins.writes(engine, directory, Durability.DURABLE, replicaStore)) {
        Commits commits = new Commits(graph, replica, recorded, raw);
        save(commits);
        file(commits);
        whole(commits);
      }
    }
  }

  private static StoreOptions memory() {
    return new StoreOptions(Path.of("memory"), Durability.UNSAFE, false, ConfigFactory.empty());
  }

  /** Commits to the graph, and what that writes, as a replica noted it, to the engine by hand. */
  private record Commits(Graph graph, Graph replica, RecordedWrites recorded, WriteTwin raw) {
    void commit(
        UnitChanges changes,
        boolean oursFirst,
        @Nullable Histogram ours,
        @Nullable Histogram theirs) {
      commit(changes, () -> graph.writer().commit(changes), oursFirst, ours, theirs);
    }

    /** The same, by whatever commits the changes to the graph. */
    void commit(
        UnitChanges changes,
        Runnable committing,
        boolean oursFirst,
        @Nullable Histogram ours,
        @Nullable Histogram theirs) {
      replica.writer().commit(changes);
      List<WriteTwin.Write> writes = recorded.take();
      for (int turn = 0; turn < 2; turn++) {
        boolean our = (turn == 0) == oursFirst;
        long start = System.nanoTime();
        if (our) {
          committing.run();
        } else {
          raw.commit(writes);
        }
        long nanos = System.nanoTime() - start;
        Histogram histogram = our ? ours : theirs;
        if (histogram != null) {
          histogram.recordValue(nanos);
        }
      }
    }
  }

  /**
   * Replaces a unit by itself with one method's calls changed, as saving a file does. Who saves
   * knows the file's hash already, as that of its bytes.
   */
  private void save(Commits commits) {
    Random random = new Random(1);
    Histogram ours = new Histogram(3);
    Histogram theirs = new Histogram(3);
    for (int i = -effort.of(WARM_UP_COMMITS); i < effort.of(COMMITS); i++) {
      UnitContent unit = units.get(random.nextInt(units.size()));
      if (unit.definitionCount() == 0) {
        continue;
      }
      UnitContent.Builder changed =
          unit.toBuilder().hash(ContentHash.of(Integer.toString(i).getBytes(UTF_8)));
      String from = unit.definitionSymbol(random.nextInt(unit.definitionCount()));
      for (int edge = 0; edge < 5; edge++) {
        UnitContent other = units.get(random.nextInt(units.size()));
        if (other.definitionCount() > 0) {
          changed.edge(from, EdgeKind.CALLS, other.definitionSymbol(0));
        }
      }
      UnitChanges changes = UnitChanges.builder().replace(changed.build()).build();
      commits.commit(changes, (i & 1) == 0, i < 0 ? null : ours, i < 0 ? null : theirs);
    }
    LatencyBenchmark.print(engine, "save a unit (durable)", 5, ours, theirs);
  }

  /** From the bytes of a changed file to the first answer that shows the change. */
  private void file(Commits commits) {
    ClassFileSaves saves = new ClassFileSaves();
    Histogram ours = new Histogram(3);
    Histogram theirs = new Histogram(3);
    int warmUp = effort.of(WARM_UP_COMMITS);
    for (int i = -warmUp; i < effort.of(COMMITS); i++) {
      ClassFileSaves.Saved file = saves.save(warmUp + i);
      commits.commit(
          UnitChanges.builder().replace(saves.parse(file)).build(),
          () -> saves.takeIn(file, commits.graph()),
          (i & 1) == 0,
          i < 0 ? null : ours,
          i < 0 ? null : theirs);
    }
    LatencyBenchmark.print(engine, "file to answer", 1, ours, theirs);
  }

  /** Removes a unit and puts it back: every one of its keys is written. */
  private void whole(Commits commits) {
    Random random = new Random(2);
    Histogram ours = new Histogram(3);
    Histogram theirs = new Histogram(3);
    long edges = 0;
    for (int i = 0; i < effort.of(COMMITS); i++) {
      UnitContent unit = units.get(random.nextInt(units.size()));
      boolean oursFirst = (i & 1) == 0;
      commits.commit(UnitChanges.builder().remove(unit.path()).build(), oursFirst, null, null);
      commits.commit(UnitChanges.builder().replace(unit).build(), oursFirst, ours, theirs);
      edges += unit.edgeCount();
    }
    LatencyBenchmark.print(
        engine, "add a unit (durable)", (double) edges / effort.of(COMMITS), ours, theirs);
  }
}
