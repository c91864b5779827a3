package dev.keygraph.kv;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the engines on the class path. A jar with an engine needs only to be there: engines
 * register with {@link ServiceLoader}. One that cannot be loaded (its native library does not suit
 * this machine, say) is in nobody's way until it is asked for.
 */
public final class KvEngines {

  /** The artifacts that have our own engines, by engine name. */
  private static final Map<String, String> ARTIFACTS =
      new TreeMap<>(
          Map.of(
              "memory", "keygraph-api",
              "lmdb", "keygraph-engine-lmdb",
              "mapdb", "keygraph-engine-mapdb",
              "rocks", "keygraph-engine-rocks",
              "sqlite", "keygraph-engine-sqlite",
              "xodus", "keygraph-engine-xodus"));

  private KvEngines() {}

  /**
   * Returns the engine with a name, as the thread's context class loader finds it.
   *
   * @throws KvUnsupportedException if there is none, or it cannot be loaded; the message says what
   *     to add or change
   */
  public static KvEngine named(String name) {
    return named(name, Thread.currentThread().getContextClassLoader());
  }

  /**
   * Returns the engine with a name.
   *
   * @param classLoader where to look; {@code null} for the system class loader
   * @throws KvUnsupportedException if there is none, if there are two, or if it cannot be loaded;
   *     the message says what to add or change
   */
  public static KvEngine named(String name, @Nullable ClassLoader classLoader) {
    Search search = new Search(classLoader);
    List<KvEngine> matches =
        search.engines.stream().filter(engine -> engine.name().equals(name)).toList();
    if (matches.size() > 1) {
      throw new KvUnsupportedException(
          "two engines on the class path are named '%s': %s and %s; remove one"
              .formatted(
                  name, matches.get(0).getClass().getName(), matches.get(1).getClass().getName()));
    }
    if (matches.size() == 1) {
      return matches.get(0);
    }
    Throwable failure = search.failureOf(name);
    if (failure != null) {
      throw new KvUnsupportedException(
          "the engine '%s' is on the class path and cannot be loaded: %s".formatted(name, failure),
          failure);
    }
    KvUnsupportedException absent =
        new KvUnsupportedException(absence(name, namesOf(search.engines)));
    search.failures.forEach(absent::addSuppressed);
    throw absent;
  }

  /**
   * Returns the engines that the thread's context class loader finds and that can be loaded, sorted
   * by name.
   */
  public static List<KvEngine> available() {
    return available(Thread.currentThread().getContextClassLoader());
  }

  /**
   * Returns the engines that can be loaded, sorted by name.
   *
   * @param classLoader where to look; {@code null} for the system class loader
   */
  public static List<KvEngine> available(@Nullable ClassLoader classLoader) {
    return List.copyOf(new Search(classLoader).engines);
  }

  private static SortedSet<String> namesOf(List<KvEngine> engines) {
    return engines.stream().map(KvEngine::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String absence(String name, SortedSet<String> present) {
    StringBuilder message = new StringBuilder("there is no engine '").append(name).append("'");
    if (present.isEmpty()) {
      message.append(", nor any other, on the class path");
    } else {
      message.append(" on the class path, only ").append(String.join(", ", present));
    }
    String artifact = ARTIFACTS.get(name);
    if (artifact != null) {
      message.append("; add the dependency dev.keygraph:").append(artifact);
      return message.toString();
    }
    TreeSet<String> known = new TreeSet<>(ARTIFACTS.keySet());
    known.addAll(present);
    String nearest = nearest(name, known);
    if (nearest != null) {
      message.append("; did you mean '").append(nearest).append("'");
      if (!present.contains(nearest)) {
        message.append(" (dependency dev.keygraph:").append(ARTIFACTS.get(nearest)).append(")");
      }
      message.append("?");
    }
    return message.toString();
  }

  private static @Nullable String nearest(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      boolean abbreviated =
          wanted.length() >= 3 && (candidate.startsWith(wanted) || wanted.startsWith(candidate));
      int distance = abbreviated ? 1 : distance(wanted, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return least <= 2 ? nearest : null;
  }

  /** The edit distance of Levenshtein, one row at a time. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  /** One pass over the providers: those that load, and what kept the others from it. */
  private static final class Search {
    final List<KvEngine> engines = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    private final Map<String, Throwable> failuresByProvider = new TreeMap<>();

    Search(@Nullable ClassLoader classLoader) {
      Iterator<ServiceLoader.Provider<KvEngine>> providers =
          ServiceLoader.load(KvEngine.class, classLoader).stream().iterator();
      boolean more = true;
      while (more) {
        more = step(providers);
      }
      engines.sort(Comparator.comparing(KvEngine::name));
    }

    private boolean step(Iterator<ServiceLoader.Provider<KvEngine>> providers) {
      String provider = "";
      try {
        if (!providers.hasNext()) {
          return false;
        }
        ServiceLoader.Provider<KvEngine> next = providers.next();
        provider = next.type().getName();
        engines.add(next.get());
      } catch (ServiceConfigurationError | LinkageError e) {
        failures.add(e);
        failuresByProvider.put(provider + " " + e.getMessage(), e);
      }
      return true;
    }

    /** Returns what kept the provider whose class is named after an engine from being loaded. */
    @Nullable Throwable failureOf(String name) {
      for (Map.Entry<String, Throwable> failure : failuresByProvider.entrySet()) {
        if (failure.getKey().toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
          return failure.getValue();
        }
      }
      return null;
    }
  }
}
