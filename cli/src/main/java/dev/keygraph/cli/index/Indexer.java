package dev.keygraph.cli.index;

import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitChanges;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a graph say what class files say: adds and replaces the units that differ, removes those
 * that are gone from their source, and leaves everything else alone. Afterwards, the units of the
 * sources are the same as if they had been indexed into an empty graph.
 *
 * <p>A class that comes twice is taken from where it comes first, as a JVM would load it. Memory:
 * the paths and hashes of units, the names of classes, and what {@link Graph#importUnits} needs.
 */
public final class Indexer {
  private static final int REMOVALS_PER_COMMIT = 256;

  private final Graph graph;
  private final ImportOptions options;
  private final IndexListener listener;

  /**
   * Indexes into a graph.
   *
   * @param options how to import; its listener is not used
   * @param listener told about progress
   */
  public Indexer(Graph graph, ImportOptions options, IndexListener listener) {
    this.graph = graph;
    this.options = options.withProgress(listener::storing);
    this.listener = listener;
  }

  /**
   * Indexes sources, each whole.
   *
   * @return what was done; what could not be read is in it
   * @throws dev.keygraph.kv.KvException if the store fails; what was committed by then stays
   */
  public IndexReport index(List<ClassFiles> sources) {
    long start = System.nanoTime();
    Map<String, ContentHash> known = knownUnits(sources);
    try (ReadAhead ahead = new ReadAhead(sources, known)) {
      ChangedUnits changed = new ChangedUnits(ahead, known, listener);
      long entries = changed.hasNext() ? graph.importUnits(changed, options).entries() : -1;
      remove(changed.gone());
      return new IndexReport(
          changed.added(),
          changed.replaced(),
          changed.unchanged(),
          changed.gone().size(),
          changed.skipped(),
          ahead.multiRelease(),
          changed.bytes(),
          entries,
          graph.version(),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private Map<String, ContentHash> knownUnits(List<ClassFiles> sources) {
    Map<String, ContentHash> known = new HashMap<>();
    try (GraphSnapshot snapshot = graph.snapshot()) {
      snapshot.units(
          unit -> {
            if (sources.stream().anyMatch(source -> source.owns(unit.path()))) {
              known.put(unit.path(), unit.hash());
            }
            return true;
          });
    }
    return known;
  }

  private void remove(Set<String> paths) {
    Iterator<String> rest = new TreeSet<>(paths).iterator();
    while (rest.hasNext()) {
      UnitChanges.Builder changes = UnitChanges.builder();
      for (int i = 0; i < REMOVALS_PER_COMMIT && rest.hasNext(); i++) {
        changes.remove(rest.next());
      }
      graph.writer().commit(changes.build());
    }
  }
}
