package dev.keygraph.conformance.graph;

import static dev.keygraph.conformance.graph.Units.defining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.CommittedChanges;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.ImportProgress;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitChange;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitConflictException;
import dev.keygraph.graph.UnitContent;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Listeners are told of each commit once, in order, and of what it changed. */
abstract class FeedTests extends WarmUpTests {
  private static final int THREADS = 5;
  private static final int ROUNDS = 40;
  private static final int PATHS = 9;

  /** Returns what the last commit was told to change. */
  private static List<String> told(Follower follower, long version) {
    List<CommittedChanges> heard = follower.await(version);
    assertThat(heard.get(heard.size() - 1).version()).isEqualTo(version);
    return heard.get(heard.size() - 1).units().stream()
        .map(change -> change.kind() + " " + change.path())
        .toList();
  }

  @Test
  final void eachCommitIsToldWithItsUnits() {
    writer().replaceUnit(defining("before", "f"));
    Follower follower = new Follower(graph());
    assertThat(follower.registration().version()).isEqualTo(1);
    UnitContent b = defining("b", "g");
    assertThat(told(follower, writer().replaceUnit(b))).containsExactly("ADDED b");
    writer().replaceUnit(b);
    writer().removeUnit("nothing");
    UnitContent hashed = b.toBuilder().hash(ContentHash.of(new byte[1])).build();
    assertThat(told(follower, writer().replaceUnit(hashed))).containsExactly("REPLACED b");
    UnitContent sameHash = defining("b", "h").toBuilder().hash(hashed.hash()).build();
    assertThat(told(follower, writer().replaceUnit(sameHash))).containsExactly("REPLACED b");
    assertThat(told(follower, writer().removeUnit("before"))).containsExactly("REMOVED before");
    checkUnits(sameHash);
    follower.check(graph());
  }

  @Test
  final void fineGrainedEditsAreToldAsTheirUnits() {
    Follower follower = new Follower(graph());
    String implicit = UnitContent.implicitPath("n");
    Attributes none = Attributes.EMPTY;
    assertThat(told(follower, writer().putNode(null, "n", NodeKind.FUNCTION, none)))
        .containsExactly("ADDED " + implicit);
    assertThat(told(follower, writer().putEdge(null, "n", EdgeKind.CALLS, "m", none)))
        .containsExactly("REPLACED " + implicit);
    writer().putEdge(null, "n", EdgeKind.CALLS, "m", none);
    assertThat(told(follower, writer().removeEdge(null, "n", EdgeKind.CALLS, "m")))
        .containsExactly("REPLACED " + implicit);
    assertThat(told(follower, writer().removeNode(null, "n")))
        .containsExactly("REMOVED " + implicit);
    follower.check(graph());
  }

  @Test
  final void severalChangesOfACommitAreToldTogetherByPath() {
    Follower follower = new Follower(graph());
    UnitChanges.Builder changes = UnitChanges.builder();
    List<String> paths = List.of(Vocabulary.EMOJI, "b", "\uFFFF", "", "a");
    paths.forEach(path -> changes.replace(defining(path, "f")));
    changes.replace(defining("gone again", "g")).remove("gone again");
    changes.replace(defining("a", "twice"));
    assertThat(told(follower, writer().commit(changes.build())))
        .containsExactly(
            "ADDED ", "ADDED a", "ADDED b", "ADDED \uFFFF", "ADDED " + Vocabulary.EMOJI);
    long retained =
        writer()
            .commit(
                UnitChanges.builder()
                    .replace(defining("a", "h"))
                    .replace(defining("c", "h"))
                    .remove("b")
                    .retainOnly(Set.of("a", "c"))
                    .build());
    assertThat(told(follower, retained))
        .containsExactly(
            "REMOVED ",
            "REPLACED a",
            "REMOVED b",
            "ADDED c",
            "REMOVED \uFFFF",
            "REMOVED " + Vocabulary.EMOJI);
    follower.check(graph());
  }

  @Test
  final void whoFollowsManyWritersMissesNothing() throws Exception {
    Graph graph = graph();
    graph.writer().replaceUnit(defining("held", "f"));
    Queue<Follower> followers = new ConcurrentLinkedQueue<>(List.of(new Follower(graph)));
    try (Crew crew = new Crew()) {
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        crew.start(
            () -> {
              for (int round = 0; round < ROUNDS; round++) {
                int step = number * ROUNDS + round;
                String path = "unit" + step % PATHS;
                if (step % 7 == 3) {
                  refused(graph);
                } else if (step % 5 == 4) {
                  graph.writer().removeUnit(path);
                } else {
                  graph.writer().replaceUnit(Units.calling(path, "f" + number, "g", step));
                }
                if (round % 10 == 2 * number) {
                  followers.add(new Follower(graph));
                }
              }
            });
      }
    }
    assertThat(followers).hasSizeGreaterThan(THREADS);
    for (Follower each : followers) {
      each.check(graph);
      assertThat(each.heard()).allMatch(c -> c.units().stream().allMatch(FeedTests::isWritten));
    }
  }

  private static boolean isWritten(UnitChange change) {
    return change.path().startsWith("unit");
  }

  private static void refused(Graph graph) {
    UnitChanges changes =
        UnitChanges.builder()
            .replace(defining("refused", "f"))
            .replaceExpecting(defining("held", "g"), null)
            .build();
    assertThatExceptionOfType(UnitConflictException.class)
        .isThrownBy(() -> graph.writer().commit(changes));
  }

  @Test
  final void anImportIntoAnEmptyGraphIsToldAsOneCommit() {
    Follower follower = new Follower(graph());
    List<UnitContent> units = Units.versioned(30, 1);
    RuntimeException failure = new RuntimeException("no more progress");
    ImportOptions failing =
        ImportOptions.defaults()
            .withProgress(
                (phase, done, total) -> {
                  if (phase == ImportProgress.Phase.VERIFY) {
                    throw failure;
                  }
                });
    assertThatThrownBy(() -> graph().importUnits(units.iterator(), failing)).isSameAs(failure);
    graph().importUnits(List.<UnitContent>of().iterator(), ImportOptions.defaults());
    long version = graph().importUnits(units.iterator(), ImportOptions.defaults()).version();
    assertThat(told(follower, version)).hasSize(30).allMatch(change -> change.startsWith("ADDED "));
    writer().removeUnit("unit7");
    follower.check(graph());
    assertThat(follower.heard()).hasSize(2);
  }

  @Test
  final void anImportIntoAFilledGraphIsToldCommitByCommit() {
    writer().replaceUnit(defining("unit3", "f"));
    Follower follower = new Follower(graph());
    Iterator<UnitContent> units = Units.versioned(10, 1).iterator();
    graph().importUnits(units, new ImportOptions(1 << 20, 4, ImportProgress.SILENT));
    follower.check(graph());
    assertThat(follower.heard().stream().map(changes -> changes.units().size()))
        .containsExactly(4, 4, 2);
  }

  @Test
  final void afterReopeningNothingOfBeforeIsTold() {
    assumePersistent();
    writer().replaceUnit(defining("a", "f"));
    Follower before = new Follower(graph());
    writer().replaceUnit(defining("b", "f"));
    reopen();
    assertThat(before.heard()).as("heard when the graph closed").hasSize(1);
    Follower follower = new Follower(graph());
    assertThat(follower.registration().version()).isEqualTo(2);
    writer().removeUnit("a");
    follower.check(graph());
    assertThat(follower.heard()).hasSize(1);
    assertThat(before.heard()).hasSize(1);
  }
}
