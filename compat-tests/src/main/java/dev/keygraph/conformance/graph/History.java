package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.GraphWriter;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitConflictException;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvClosedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays a history to a graph and to the model, and compares the two. */
final class History {
  /** Steps between comparisons of all keys, and between those of all answers. */
  private static final int KEY_CHECK = 4;

  private static final int ANSWER_CHECK = 24;

  private static final ContentHash WRONG = ContentHash.of(new byte[] {99});
  private static final Probes PROBES =
      Probes.of(Vocabulary.SYMBOLS, Vocabulary.PATHS, Vocabulary.NODE_KINDS, Vocabulary.EDGE_KINDS);

  private record Held(GraphSnapshot snapshot, long version, Facts facts) {}

  private final TestGraph test;
  private final boolean checksOften;
  private final Deque<Held> held = new ArrayDeque<>();
  private Model model = new Model();
  private Follower follower;

  /**
   * A history of a graph.
   *
   * @param checksOften whether to compare after some steps already, not at the end alone
   */
  History(TestGraph test, boolean checksOften) {
    this.test = test;
    this.checksOften = checksOften;
    this.follower = new Follower(test.graph());
  }

  /** Plays steps, then checks everything; returns the model of what the graph holds. */
  Model play(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      try {
        play(steps.get(i));
        if (checksOften && i % KEY_CHECK == 0) {
          KeyCheck.check(test.store(), model.facts());
        }
        if (checksOften && i % ANSWER_CHECK == 0) {
          checkAnswers();
        }
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("at step " + i + ", " + steps.get(i) + ": " + e, e);
      }
    }
    while (!held.isEmpty()) {
      release();
    }
    KeyCheck.check(test.store(), model.facts());
    checkAnswers();
    follower.check(graph());
    return model;
  }

  private void checkAnswers() {
    try (GraphSnapshot snapshot = graph().snapshot()) {
      check(model.facts(), snapshot);
    }
  }

  /** Checks all answers of a snapshot about the whole vocabulary. */
  static void check(Answers expected, GraphSnapshot snapshot) {
    Comparison.assertSame("answers", expected, new SnapshotAnswers(snapshot), PROBES);
  }

  private Graph graph() {
    return test.graph();
  }

  private void play(Step step) {
    if (step instanceof Step.Reopen) {
      reopen();
    } else if (step instanceof Step.Hold) {
      GraphSnapshot snapshot = graph().snapshot();
      held.add(new Held(snapshot, graph().version(), model.facts()));
    } else if (step instanceof Step.Release) {
      if (!held.isEmpty()) {
        release();
      }
    } else {
      change(step);
    }
  }

  private void reopen() {
    if (test.isPersistent()) {
      long version = graph().version();
      test.reopen();
      assertThat(graph().version()).isEqualTo(version);
      follower.check(graph());
      follower = new Follower(graph());
      for (Held each : held) {
        assertThatExceptionOfType(KvClosedException.class)
            .isThrownBy(() -> each.snapshot.node("a"));
        each.snapshot.close();
      }
      held.clear();
    }
  }

  private void release() {
    Held oldest = held.remove();
    try (GraphSnapshot snapshot = oldest.snapshot;
        GraphSnapshot now = graph().snapshot()) {
      assertThat(snapshot.version()).isEqualTo(oldest.version);
      check(oldest.facts, snapshot);
      UnitDifferences.check(snapshot, oldest.facts, now, model.facts());
    }
  }

  private void change(Step step) {
    long before = graph().version();
    Model changed = model.copy();
    boolean succeeds = applyToModel(step, changed);
    long returned;
    if (succeeds) {
      returned = applyToGraph(step);
    } else {
      assertThatExceptionOfType(UnitConflictException.class).isThrownBy(() -> applyToGraph(step));
      returned = before;
      changed = model;
    }
    boolean same = changed.units().equals(model.units());
    model = changed;
    // A commit that adds and takes away again may count as a change.
    boolean single =
        !(step instanceof Step.Commit commit)
            || (commit.changes().size() <= 1 && commit.retained() == null);
    if (same && single) {
      assertThat(graph().version()).as("the version after no change").isEqualTo(before);
    } else if (!same) {
      assertThat(returned).as("the version of a change").isGreaterThan(before);
    }
    assertThat(returned).isEqualTo(graph().version());
  }

  /** Returns whether the graph must accept the step. */
  private static boolean applyToModel(Step step, Model model) {
    if (step instanceof Step.Commit commit) {
      return applyToModel(commit, model);
    } else if (step instanceof Step.PutNode put) {
      model.putNode(put.path(), put.symbol(), put.kind(), put.attributes());
    } else if (step instanceof Step.RemoveNode remove) {
      model.removeNode(remove.path(), remove.symbol());
    } else if (step instanceof Step.PutEdge put) {
      model.putEdge(put.path(), put.from(), put.kind(), put.to(), put.attributes());
    } else if (step instanceof Step.RemoveEdge remove) {
      model.removeEdge(remove.path(), remove.from(), remove.kind(), remove.to());
    } else if (step instanceof Step.Import add) {
      model.replaceAll(add.units());
    }
    return true;
  }

  private static boolean applyToModel(Step.Commit commit, Model model) {
    for (Step.Change change : commit.changes()) {
      UnitContent unit = change.unit();
      if (unit == null) {
        model.remove(change.path());
        continue;
      }
      if (change.expectation() == Step.Expectation.WRONG
          || (change.expectation() == Step.Expectation.ABSENT
              && model.hash(change.path()) != null)) {
        return false;
      }
      model.replace(unit);
    }
    Set<String> retained = commit.retained();
    if (retained != null) {
      model.retainOnly(retained);
    }
    return true;
  }

  private long applyToGraph(Step step) {
    GraphWriter writer = graph().writer();
    if (step instanceof Step.Commit commit) {
      return writer.commit(changes(commit));
    } else if (step instanceof Step.PutNode put) {
      return writer.putNode(put.path(), put.symbol(), put.kind(), put.attributes());
    } else if (step instanceof Step.RemoveNode remove) {
      return writer.removeNode(remove.path(), remove.symbol());
    } else if (step instanceof Step.PutEdge put) {
      return writer.putEdge(put.path(), put.from(), put.kind(), put.to(), put.attributes());
    } else if (step instanceof Step.RemoveEdge remove) {
      return writer.removeEdge(remove.path(), remove.from(), remove.kind(), remove.to());
    }
    List<UnitContent> units = ((Step.Import) step).units();
    return graph()
        .importUnits(new ArrayList<>(units).iterator(), ImportOptions.defaults())
        .version();
  }

  private UnitChanges changes(Step.Commit commit) {
    // What a right expectation is depends on the changes before it in the same commit.
    Map<String, @Nullable ContentHash> hashes = new HashMap<>();
    UnitChanges.Builder changes = UnitChanges.builder();
    for (Step.Change change : commit.changes()) {
      String path = change.path();
      UnitContent unit = change.unit();
      if (unit == null) {
        changes.remove(path);
        hashes.put(path, null);
        continue;
      }
      switch (change.expectation()) {
        case ANY -> changes.replace(unit);
        case RIGHT ->
            changes.replaceExpecting(
                unit, hashes.containsKey(path) ? hashes.get(path) : model.hash(path));
        case WRONG -> changes.replaceExpecting(unit, WRONG);
        case ABSENT -> changes.replaceExpecting(unit, null);
      }
      hashes.put(path, unit.hash());
    }
    if (commit.retained() != null) {
      changes.retainOnly(Objects.requireNonNull(commit.retained()));
    }
    return changes.build();
  }
}
