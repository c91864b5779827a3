package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.support.Patience;
import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.HotTierStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What was in memory is there again soon after a restart, and a file that cannot be trusted to say
 * what that was changes nothing.
 */
abstract class WarmUpTests extends HotTierTests {
  private static final String FILE = "keygraph.pages";
  private static final String TEMPORARY = "keygraph.pages.tmp";
  private static final String THREAD = "keygraph-warm-up ";
  private static final int OWNERS = 300;
  private static final long ROOM = 1 << 20;

  /** Nodes of the first pages. */
  private static final int ASKED = 64;

  private static final int DAMAGES = 3;

  @Test
  final void whatWasInMemoryIsThereAfterARestart() {
    assumePersistent();
    try (TestGraph test = asked(graphs.resolve("warm"), false)) {
      HotTierStatistics before = statistics(test);
      test.reopen();
      awaitWarmUp(test);
      HotTierStatistics warm = statistics(test);
      assertThat(warm.warmed()).isPositive().isEqualTo(before.pages());
      assertThat(warm.pages()).isEqualTo(before.pages());
      ask(test.graph());
      HotTierStatistics after = statistics(test);
      assertThat(after.misses()).isZero();
      assertThat(after.hits()).isPositive();
      checkLaws(test);
    }
  }

  @Test
  final void everythingIsThereWithoutBeingAskedFor() {
    assumePersistent();
    try (TestGraph test = asked(graphs.resolve("warm"), true)) {
      test.reopen();
      awaitWarmUp(test);
      for (int node = 0; node < OWNERS; node++) {
        ask(test.graph(), node);
      }
      HotTierStatistics after = statistics(test);
      assertThat(after.misses()).isZero();
      assertThat(after.warmed()).isPositive().isEqualTo(after.pages());
      checkLaws(test);
    }
  }

  @Test
  final void nothingIsDrivenOutToReadAhead() {
    assumePersistent();
    Path directory = graphs.resolve("warm");
    asked(directory, true).close();
    long tight = 36 << 10;
    try (TestGraph test = newWarmGraph(directory, tight, true)) {
      awaitWarmUp(test);
      HotTierStatistics statistics = statistics(test);
      assertThat(statistics.warmed()).isPositive();
      assertThat(statistics.evictions()).isZero();
      assertThat(statistics.bytes()).isLessThanOrEqualTo(tight);
      checkLaws(test);
    }
  }

  @Test
  final void aFlushNotesWhatIsInMemory() throws IOException {
    assumePersistent();
    Path directory = graphs.resolve("warm");
    TestGraph test = asked(directory, false);
    assertThat(directory.resolve(FILE)).doesNotExist();
    test.graph().flush();
    byte[] noted = Files.readAllBytes(directory.resolve(FILE));
    test.close();
    // As after a kill: what was noted last is the flush's.
    Files.write(directory.resolve(FILE), noted);
    Files.write(directory.resolve(TEMPORARY), new byte[] {1, 2, 3});
    awaitWarmUp(test);
    assertThat(statistics(test).warmed()).isPositive();
    test.close();
    assertThat(directory.resolve(TEMPORARY)).doesNotExist();
  }

  @Test
  final void whatWasNotReadAgainInTimeIsKeptInMind() throws IOException {
    assumePersistent();
    Path directory = graphs.resolve("warm");
    TestGraph test = asked(directory, false);
    test.close();
    byte[] noted = Files.readAllBytes(directory.resolve(FILE));
    // Closed at once, however far it came.
    test.reopen();
    test.close();
    assertThat(Files.readAllBytes(directory.resolve(FILE))).isEqualTo(noted);
  }

  @Test
  final void whatBelongsToAnotherVersionIsIgnored() throws IOException {
    assumePersistent();
    Path directory = graphs.resolve("warm");
    TestGraph test = asked(directory, false);
    test.close();
    byte[] noted = Files.readAllBytes(directory.resolve(FILE));
    test.graph().writer().replaceUnit(Units.large("b", 10, 2).build());
    test.close();
    Files.write(directory.resolve(FILE), noted);
    assertThatNothingIsRead(test);
  }

  @Test
  final void damageIsIgnored() throws IOException {
    assumePersistent();
    SplittableRandom random = new SplittableRandom(Seeds.next());
    try (TestGraph test = asked(graphs.resolve("warm"), false)) {
      for (int i = 0; i < DAMAGES; i++) {
        damage(
            test,
            bytes -> {
              byte[] damaged = bytes.clone();
              damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
              return damaged;
            });
        damage(test, bytes -> Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      }
      damage(test, bytes -> new byte[bytes.length]);
    }
  }

  private static void damage(TestGraph test, UnaryOperator<byte[]> damage) throws IOException {
    ask(test.graph());
    Path file = test.store().directory().resolve(FILE);
    test.close();
    Files.write(file, damage.apply(Files.readAllBytes(file)));
    assertThatNothingIsRead(test);
  }

  private static void assertThatNothingIsRead(TestGraph test) {
    awaitWarmUp(test);
    HotTierStatistics statistics = statistics(test);
    assertThat(statistics.warmed()).isZero();
    assertThat(statistics.pages()).isZero();
    checkLaws(test);
  }

  /** Returns a graph that was opened and asked about some of its nodes. */
  private TestGraph asked(Path directory, boolean everything) {
    try (TestGraph cold = newGraph(directory, level())) {
      cold.graph().writer().replaceUnit(Units.large("a", OWNERS, 5).build());
    }
    TestGraph test = newWarmGraph(directory, ROOM, everything);
    ask(test.graph());
    return test;
  }

  private static void ask(Graph graph) {
    for (int node = 0; node < ASKED; node++) {
      ask(graph, node);
    }
  }

  private static void ask(Graph graph, int node) {
    try (GraphSnapshot snapshot = graph.snapshot()) {
      for (Direction direction : Direction.values()) {
        snapshot.neighbors(node, direction, EdgeKinds.all(), (neighbor, kind) -> true);
      }
      snapshot.contains(node);
    }
  }

  private static HotTierStatistics statistics(TestGraph test) {
    return test.graph().statistics().hotTier().orElseThrow();
  }

  /** Waits until the warm-up of a graph ends. */
  private static void awaitWarmUp(TestGraph test) {
    test.graph();
    Patience.await(
        "the warm-up ends",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith(THREAD)));
  }
}
