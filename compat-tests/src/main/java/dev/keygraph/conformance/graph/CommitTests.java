package dev.keygraph.conformance.graph;

import static dev.keygraph.conformance.graph.Units.defining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphLimits;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitConflictException;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Callers who commit at once share commits, and nothing else. */
abstract class CommitTests extends SnapshotLifeTests {
  private static final int THREADS = 6;
  private static final int ROUNDS = 12;

  @Test
  final void whatFailsInAGroupFailsItsOwnCallerAlone() throws Exception {
    UnitContent.Builder kinds = UnitContent.builder("kinds");
    for (int i = 0; i < GraphLimits.MAX_KINDS - 1; i++) {
      kinds.define("kind" + i, new NodeKind("kind" + i));
    }
    writer().replaceUnit(kinds.define("f", NodeKind.FUNCTION).build());
    Graph graph = graph();
    CyclicBarrier together = new CyclicBarrier(THREADS);
    try (Crew crew = new Crew()) {
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        crew.start(
            () -> {
              for (int round = 0; round < ROUNDS; round++) {
                together.await();
                String name = number + "/" + round;
                UnitContent unit = Units.calling(name, "from" + round, "to" + number, round);
                UnitChanges.Builder changes = UnitChanges.builder().replace(unit);
                if (number == 0) {
                  changes.replaceExpecting(defining("kinds"), null);
                  assertThatExceptionOfType(UnitConflictException.class)
                      .isThrownBy(() -> graph.writer().commit(changes.build()));
                } else if (number == 1) {
                  changes.replace(
                      UnitContent.builder("x").define("x", new NodeKind("one too many")).build());
                  assertThatIllegalArgumentException()
                      .isThrownBy(() -> graph.writer().commit(changes.build()));
                } else {
                  changes.replace(Units.calling(name + "b", "from" + round, "f", number));
                  long version = graph.writer().commit(changes.build());
                  try (GraphSnapshot snapshot = graph.snapshot()) {
                    assertThat(snapshot.version()).isGreaterThanOrEqualTo(version);
                    assertThat(snapshot.unitContent(name)).contains(unit);
                  }
                }
              }
            });
      }
    }
    List<UnitContent> expected = new ArrayList<>(List.of(kinds.build()));
    for (int number = 2; number < THREADS; number++) {
      for (int round = 0; round < ROUNDS; round++) {
        String name = number + "/" + round;
        expected.add(Units.calling(name, "from" + round, "to" + number, round));
        expected.add(Units.calling(name + "b", "from" + round, "f", number));
      }
    }
    checkUnits(expected);
  }

  @Test
  final void ofManyWhoExpectTheSameOnlyOneWins() throws Exception {
    UnitContent first = defining("a", "f");
    writer().replaceUnit(first);
    Graph graph = graph();
    AtomicInteger winners = new AtomicInteger();
    try (Crew crew = new Crew()) {
      for (int thread = 0; thread < THREADS; thread++) {
        UnitContent mine = defining("a", "winner" + thread);
        crew.start(
            () -> {
              try {
                graph.writer().replaceUnit(mine, first.hash());
                winners.incrementAndGet();
              } catch (UnitConflictException e) {
                assertThat(e.expected()).isEqualTo(first.hash());
              }
            });
      }
    }
    assertThat(winners).hasValue(1);
  }

  @Test
  final void fineGrainedEditsOfOneUnitFromManyThreadsAreAllThere() throws Exception {
    Graph graph = graph();
    try (Crew crew = new Crew()) {
      for (int thread = 0; thread < THREADS; thread++) {
        String name = "f" + thread;
        crew.start(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                graph.writer().putEdge("a", name, EdgeKind.CALLS, "to" + i, Attributes.EMPTY);
              }
            });
      }
    }
    assertThat(read(GraphSnapshot::statistics).edges()).isEqualTo(THREADS * ROUNDS);
  }

  @Test
  final void anInterruptedWriterLearnsItsOutcome() throws Exception {
    Graph graph = graph();
    try (Crew crew = new Crew()) {
      for (int thread = 0; thread < THREADS; thread++) {
        String name = "f" + thread;
        crew.start(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                Thread.currentThread().interrupt();
                graph.writer().putNode(null, name + i, NodeKind.FUNCTION, Attributes.EMPTY);
                assertThat(Thread.interrupted()).as("the interrupt flag stays set").isTrue();
                try (GraphSnapshot snapshot = graph.snapshot()) {
                  assertThat(snapshot.node(name + i)).isNotEqualTo(GraphSnapshot.NO_NODE);
                }
              }
            });
      }
    }
    assertThat(read(GraphSnapshot::statistics).nodes()).isEqualTo(THREADS * ROUNDS);
  }

  @Test
  final void whoseUnitsAreImportedCannotWriteMeanwhileFromTheSameThread() {
    checkRefusedWithinImport(() -> writer().replaceUnit(defining("lost", "f")));
    checkRefusedWithinImport(
        () ->
            graph()
                .importUnits(List.of(defining("lost", "f")).iterator(), ImportOptions.defaults()));
  }

  private void checkRefusedWithinImport(Runnable write) {
    Iterator<UnitContent> writing =
        new Iterator<>() {
          private boolean done;

          @Override
          public boolean hasNext() {
            return !done;
          }

          @Override
          public UnitContent next() {
            done = true;
            write.run();
            return defining("imported", "g");
          }
        };
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> graph().importUnits(writing, ImportOptions.defaults()));
    checkUnits();
  }
}
