package dev.keygraph.cli.index;

import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
      ChangedUnits changed = new ChangedUnits(ahead, known);
      long entries = changed.hasNext() ? graph.importUnits(changed, options).entries() : -1;
      remove(changed.gone);
      return new IndexReport(
          changed.added,
          changed.replaced,
          changed.unchanged,
          changed.gone.size(),
          List.copyOf(changed.skipped),
          ahead.multiRelease(),
          changed.bytes,
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

  /** The units that differ from what the graph holds; counts everything else on the way. */
  private final class ChangedUnits implements Iterator<UnitContent> {
    private final ReadAhead ahead;
    private final Map<String, ContentHash> known;
    private final Set<String> paths = new HashSet<>();
    private final Map<String, String> definedAt = new HashMap<>();
    private final Set<String> gone;
    private final List<Skipped> skipped = new ArrayList<>();
    private @Nullable UnitContent next;
    private boolean ended;
    private long looked;
    private long added;
    private long replaced;
    private long unchanged;
    private long bytes;

    ChangedUnits(ReadAhead ahead, Map<String, ContentHash> known) {
      this.ahead = ahead;
      this.known = known;
      this.gone = new HashSet<>(known.keySet());
    }

    @Override
    public boolean hasNext() {
      while (next == null && !ended) {
        Outcome outcome = ahead.next();
        if (outcome instanceof Outcome.Read read) {
          take(read);
          listener.looked(++looked);
        } else if (outcome instanceof Outcome.Left left) {
          skip(left.skipped());
        } else {
          ended = true;
        }
      }
      return next != null;
    }

    @Override
    public UnitContent next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      UnitContent unit = Objects.requireNonNull(next);
      next = null;
      return unit;
    }

    private void take(Outcome.Read read) {
      bytes += read.bytes();
      // The same file may be below two of the paths that the user named.
      if (!paths.add(read.path())) {
        return;
      }
      String first = definedAt.putIfAbsent(read.definedName(), read.path());
      if (first != null) {
        skip(new Skipped(read.path(), read.definedName() + " comes from " + first + " already"));
        return;
      }
      gone.remove(read.path());
      next = read.content();
      if (next == null) {
        unchanged++;
      } else if (known.containsKey(read.path())) {
        replaced++;
      } else {
        added++;
      }
    }

    private void skip(Skipped left) {
      skipped.add(left);
      listener.skipped(left);
    }
  }
}
