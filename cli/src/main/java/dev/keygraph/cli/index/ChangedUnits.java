package dev.keygraph.cli.index;

import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The units that differ from what is known already; counts everything else on the way. A class that
 * comes twice is taken from where it comes first, as a JVM would load it. For one thread.
 */
final class ChangedUnits implements Iterator<UnitContent> {
  private final ReadAhead ahead;
  private final IndexListener listener;
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

  ChangedUnits(ReadAhead ahead, Map<String, ContentHash> known, IndexListener listener) {
    this.ahead = ahead;
    this.listener = listener;
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

  long added() {
    return added;
  }

  long replaced() {
    return replaced;
  }

  long unchanged() {
    return unchanged;
  }

  /** Returns the paths that are known and did not come, complete at the end. */
  Set<String> gone() {
    return gone;
  }

  List<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  /** Returns the size of the class files. */
  long bytes() {
    return bytes;
  }
}
