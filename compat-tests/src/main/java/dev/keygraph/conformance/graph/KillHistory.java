package dev.keygraph.conformance.graph;

import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitContent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The commits of a child that is killed: each is a function of the version that it makes, so that
 * the parent knows what the graph must hold at any of them. No two versions are the same.
 */
final class KillHistory {
  /** The unit that says in each commit which one it is. */
  static final String MARKER = "marker";

  private static final int MOST_UNITS = 4;
  private static final int LARGE_OWNERS = 30;
  private static final int LARGE_EACH = 8;

  private final long seed;
  private final Map<String, UnitContent> state = new TreeMap<>();
  private long version;

  KillHistory(long seed) {
    this.seed = seed;
  }

  /** Returns the commit that makes a version. */
  UnitChanges changes(long next) {
    UnitChanges.Builder changes = UnitChanges.builder();
    units(next)
        .forEach(
            (path, unit) -> {
              if (unit == null) {
                changes.remove(path);
              } else {
                changes.replace(unit);
              }
            });
    return changes.build();
  }

  /** Returns the units by path at a version, until it is asked for another one. */
  Map<String, UnitContent> at(long wanted) {
    if (wanted < version) {
      state.clear();
      version = 0;
    }
    while (version < wanted) {
      units(++version)
          .forEach(
              (path, unit) -> {
                if (unit == null) {
                  state.remove(path);
                } else {
                  state.put(path, unit);
                }
              });
    }
    return state;
  }

  /** Returns the version that the marker is of. */
  static long versionOf(UnitContent marker) {
    for (int i = 0; i < marker.definitionCount(); i++) {
      String symbol = marker.definitionSymbol(i);
      if (symbol.startsWith("version")) {
        return Long.parseLong(symbol.substring("version".length()));
      }
    }
    throw new AssertionError("this is not the marker: " + marker);
  }

  /** Returns what a commit says of units: their new content, or {@code null} for none. */
  private Map<String, @Nullable UnitContent> units(long next) {
    long mixed = seed + next * 0x9E3779B97F4A7C15L;
    Random random = new Random(mixed);
    RandomSteps steps = new RandomSteps(mixed);
    Map<String, @Nullable UnitContent> units = new LinkedHashMap<>();
    units.put(MARKER, Units.versioned(MARKER, next));
    for (int i = 1 + random.nextInt(MOST_UNITS); i > 0; i--) {
      String path = Vocabulary.pick(random, Vocabulary.PATHS);
      units.put(path, random.nextInt(4) == 0 ? null : steps.unit(path));
    }
    if (random.nextInt(8) == 0) {
      int owners = 1 + random.nextInt(LARGE_OWNERS);
      units.put("large", Units.large("large", owners, LARGE_EACH).build());
    }
    return units;
  }
}
