package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.ChangeListener;
import dev.keygraph.graph.ChangeRegistration;
import dev.keygraph.graph.CommittedChanges;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitChange;
import dev.keygraph.graph.UnitInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Follows a graph as a tool does: registers, reads a snapshot, and applies what it is told to the
 * manifest that it read. Checks that it is told each commit once, in order, as it was.
 */
final class Follower implements ChangeListener {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final List<CommittedChanges> heard = new ArrayList<>();
  private final ChangeRegistration registration;
  private final NavigableMap<String, UnitInfo> manifest;
  private final long manifestVersion;

  Follower(Graph graph) {
    registration = graph.addChangeListener(this);
    try (GraphSnapshot snapshot = graph.snapshot()) {
      manifest = manifest(snapshot);
      manifestVersion = snapshot.version();
    }
    assertThat(manifestVersion)
        .as("the version of a snapshot that was opened after a registration")
        .isGreaterThanOrEqualTo(registration.version());
  }

  static NavigableMap<String, UnitInfo> manifest(GraphSnapshot snapshot) {
    NavigableMap<String, UnitInfo> manifest = new TreeMap<>(CodePoints.ORDER);
    snapshot.units(unit -> manifest.put(unit.path(), unit) == null);
    return manifest;
  }

  @Override
  public synchronized void committed(CommittedChanges changes) {
    heard.add(changes);
    notifyAll();
  }

  ChangeRegistration registration() {
    return registration;
  }

  /** Returns what was heard so far. */
  synchronized List<CommittedChanges> heard() {
    return List.copyOf(heard);
  }

  /** Waits for a version, and returns what was heard up to it, without a gap. */
  synchronized List<CommittedChanges> await(long version) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (lastHeard() < version && System.nanoTime() < deadline) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, deadline - System.nanoTime()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while version " + version + " is awaited", e);
      }
    }
    assertThat(lastHeard()).as("the last version heard").isGreaterThanOrEqualTo(version);
    long last = registration.version();
    for (CommittedChanges each : heard) {
      assertThat(each.versionBefore()).as("the version before %s", each).isEqualTo(last);
      assertThat(each.version()).as("the version of %s", each).isEqualTo(last + 1);
      last = each.version();
    }
    return heard();
  }

  private long lastHeard() {
    return heard.isEmpty() ? registration.version() : heard.get(heard.size() - 1).version();
  }

  /** Checks that what was told makes of the manifest read first the one of now. */
  void check(Graph graph) {
    try (GraphSnapshot snapshot = graph.snapshot()) {
      check(snapshot.version(), manifest(snapshot));
    }
  }

  /** Checks that what was told makes of the manifest read first another one. */
  void check(long version, NavigableMap<String, UnitInfo> expected) {
    NavigableMap<String, UnitInfo> followed = new TreeMap<>(manifest);
    for (CommittedChanges each : await(version)) {
      assertThat(each.units().stream().map(UnitChange::path))
          .as("the units of %s", each)
          .isSortedAccordingTo(CodePoints.ORDER)
          .doesNotHaveDuplicates();
      if (each.version() > manifestVersion && each.version() <= version) {
        each.units().forEach(change -> apply(change, followed));
      }
    }
    assertThat(followed).as("the manifest of version %s", version).isEqualTo(expected);
  }

  private static void apply(UnitChange change, NavigableMap<String, UnitInfo> manifest) {
    String path = change.path();
    assertThat(change.before()).as("before %s", change).isEqualTo(manifest.get(path));
    UnitInfo after = change.after();
    if (after == null) {
      manifest.remove(path);
    } else {
      manifest.put(path, after);
    }
  }
}
