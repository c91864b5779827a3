package dev.keygraph.peer.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.ContenderReader;
import dev.keygraph.compare.contender.Contenders;
import dev.keygraph.compare.contender.OpenOptions;
import dev.keygraph.compare.question.Question;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.compare.run.Comparison;
import dev.keygraph.compare.run.ComparisonListener;
import dev.keygraph.compare.run.ComparisonOptions;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer must do to be compared; keygraph's memory engine is the oracle. */
public abstract class PeerConformance {
  private static final String ORACLE = "memory";
  private static final int SAVES = 24;
  private static final int SAVES_BETWEEN_ANSWERS = 4;
  private static final List<Question> QUESTIONS = SampleUnits.questions();

  private @TempDir Path directory;

  /** For subclasses. */
  protected PeerConformance() {}

  /** Returns the name of the peer. */
  protected abstract String peer();

  /** Returns whether a save can go on, unseen, beside an open reader. */
  protected boolean hasSnapshots() {
    return true;
  }

  @Test
  final void itIsAPeer() {
    assertThat(named(peer()).peer()).isTrue();
    assertThat(named(ORACLE).peer()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  final void answersAsKeygraphDoesAfterAnyHistory(long seed) {
    SampleUnits units = new SampleUnits(seed);
    try (Contender oracle = open(ORACLE, Durability.UNSAFE)) {
      try (Contender peer = open(peer(), durabilities().get(0))) {
        assertThat(peer.isEmpty()).isTrue();
        List<UnitContent> all = units.all();
        oracle.load(all.iterator());
        peer.load(all.iterator());
        assertThat(peer.isEmpty()).isFalse();
        agree(peer, oracle);
        for (int i = 1; i <= SAVES; i++) {
          UnitContent unit = units.any();
          oracle.save(unit);
          peer.save(unit);
          if (i % SAVES_BETWEEN_ANSWERS == 0) {
            agree(peer, oracle);
          }
        }
      }
      if (named(peer()).persistent()) {
        for (Durability durability : durabilities()) {
          try (Contender peer = open(peer(), durability)) {
            agree(peer, oracle);
            UnitContent unit = units.any();
            oracle.save(unit);
            peer.save(unit);
          }
        }
        try (Contender peer = open(peer(), durabilities().get(0))) {
          agree(peer, oracle);
        }
      }
    }
  }

  @Test
  final void savesIntoAnEmptyStoreAreAsGoodAsALoad() {
    SampleUnits units = new SampleUnits(6);
    try (Contender oracle = open(ORACLE, Durability.UNSAFE);
        Contender peer = open(peer(), durabilities().get(0))) {
      for (UnitContent unit : units.all()) {
        oracle.save(unit);
        peer.save(unit);
      }
      assertThat(peer.isEmpty()).isFalse();
      agree(peer, oracle);
    }
  }

  @Test
  final void aSaveTellsHowLongItsCommitTook() {
    ContenderInfo info = named(peer());
    try (Contender peer = open(peer(), durabilities().get(0))) {
      long before = peer.commitNanos();
      long start = System.nanoTime();
      peer.save(function("f"));
      assertThat(peer.commitNanos() - before).isBetween(1L, System.nanoTime() - start);
      assertThat(peer.bytesOnDisk() > 0).isEqualTo(info.persistent());
    }
  }

  @Test
  final void aReaderDoesNotChange() {
    assumeTrue(hasSnapshots(), peer() + " has no snapshots");
    try (Contender peer = open(peer(), durabilities().get(0))) {
      peer.load(new SampleUnits(7).all().iterator());
      try (ContenderReader reader = peer.reader()) {
        Map<Question, Map<String, Long>> before = Answers.of(reader, QUESTIONS);
        for (UnitContent unit : new SampleUnits(8).all()) {
          peer.save(unit);
        }
        assertThat(Answers.of(reader, QUESTIONS)).isEqualTo(before);
        assertThat(Answers.of(peer, QUESTIONS)).isNotEqualTo(before);
      }
    }
  }

  @Test
  final void aWholeComparisonFindsNothingWrongAndRecommendsNoPeer() throws Exception {
    Report report =
        new Comparison(
                new ComparisonOptions(
                    List.of(named(ORACLE), named(peer())),
                    directory,
                    1,
                    List.of(),
                    false,
                    1,
                    50,
                    Duration.ofMillis(1),
                    Duration.ofMillis(10),
                    512L << 20,
                    Duration.ofMinutes(1),
                    "",
                    "test"),
                new Silence())
            .run(new SampleCode());
    assertThat(report.findings()).allMatch(finding -> finding.severity() == Severity.NOTE);
    assertThat(report.recommendations()).isEmpty();
    boolean persistent = named(peer()).persistent();
    for (Section section : Section.values()) {
      boolean measured = section != Section.GROWTH && (section != Section.START || persistent);
      assertThat(report.figures(section).stream().map(Figure::contender).anyMatch(peer()::equals))
          .as(section.title())
          .isEqualTo(measured);
    }
  }

  private static void agree(Contender peer, Contender oracle) {
    Map<Question, Map<String, Long>> expected = Answers.of(oracle, QUESTIONS);
    Answers.of(peer, QUESTIONS)
        .forEach(
            (question, answer) ->
                assertThat(answer).as("%s", question).isEqualTo(expected.get(question)));
  }

  private static UnitContent function(String name) {
    return UnitContent.builder(name)
        .define(name, NodeKind.FUNCTION)
        .edge(name, EdgeKind.CALLS, "other")
        .build();
  }

  private Contender open(String contender, Durability durability) {
    return Contenders.open(contender, new OpenOptions(directory.resolve(contender), durability));
  }

  private List<Durability> durabilities() {
    return named(peer()).durabilities().stream()
        .map(name -> Durability.valueOf(name.toUpperCase(Locale.ROOT)))
        .toList();
  }

  private static ContenderInfo named(String name) {
    return Contenders.all().stream()
        .filter(contender -> contender.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Nobody looks. */
  private static final class Silence implements ComparisonListener {
    @Override
    public void progress(String task, long done, long total) {
      // Nobody looks.
    }

    @Override
    public void found(Finding finding) {
      // The report has it.
    }
  }
}
