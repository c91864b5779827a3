package dev.keygraph.compare.report.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.compare.report.Environment;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.Noise;
import dev.keygraph.compare.report.Parameters;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.ReportFixture;
import dev.keygraph.compare.report.Section;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is noise is not named, and what is more is. */
final class ChangesTest {
  private static final Noise QUIET = new Noise(List.of(100.0, 101.0, 100.0));
  private static final Key TIME = new Key(Section.SAVE, "save", "lmdb", Map.of());

  @Test
  void theSameRunHasNotChanged() {
    Changes changes = Changes.between(ReportFixture.report(), ReportFixture.report());
    assertThat(changes.worse()).isEmpty();
    assertThat(changes.better()).isEmpty();
    assertThat(changes.missing()).isEmpty();
    assertThat(changes.cautions()).isEmpty();
    assertThat(changes.compared()).isEqualTo(comparable(ReportFixture.report()));
  }

  @Test
  void aWholeRunThatIsSlowerIsWorseInEveryFigure() {
    Report slow = ReportFixture.report(1.5);
    Changes changes = Changes.between(ReportFixture.report(), slow);
    assertThat(changes.worse()).hasSize(comparable(slow));
    assertThat(changes.better()).isEmpty();
    Changes back = Changes.between(slow, ReportFixture.report());
    assertThat(back.worse()).isEmpty();
    assertThat(back.better()).hasSize(comparable(slow));
  }

  private static int comparable(Report report) {
    return (int)
        report.figures().stream()
            .map(figure -> figure.key().parameters().getOrDefault(Parameters.PERCENTILE, ""))
            .filter(percentile -> !percentile.equals("99.9") && !percentile.equals("100"))
            .count();
  }

  @Test
  void roundsThatOverlapAreNoise() {
    assertThat(between(QUIET, List.of(10.0, 11.0, 14.0), QUIET, List.of(13.0, 18.0, 19.0)).worse())
        .isEmpty();
  }

  @Test
  void roundsThatLieApartAreAChange() {
    Changes changes = between(QUIET, List.of(10.0, 11.0, 12.0), QUIET, List.of(16.0, 18.0, 19.0));
    assertThat(changes.worse()).singleElement().extracting(Change::ratio).isEqualTo(18.0 / 11);
    assertThat(changes.worse().get(0).title()).isEqualTo("lmdb: File saved to query ready: Save");
    assertThat(changes.worse().get(0).amount()).contains("11.0", "18.0", "+64 %");
  }

  @Test
  void lessThanTheMachineWanderedIsNoise() {
    Noise noisy = new Noise(List.of(100.0, 130.0, 150.0));
    List<Double> before = List.of(10.0, 10.0, 10.0);
    assertThat(between(QUIET, before, noisy, List.of(14.0, 14.0, 14.0)).worse()).isEmpty();
    assertThat(between(QUIET, before, noisy, List.of(19.0, 19.0, 19.0)).worse()).hasSize(1);
  }

  @Test
  void aMachineThatBecameSlowerIsNotBlamedOnTheCode() {
    Noise slow = new Noise(List.of(150.0, 150.0));
    Changes changes = between(QUIET, List.of(10.0, 10.0, 10.0), slow, List.of(14.0, 14.0, 14.0));
    assertThat(changes.worse()).isEmpty();
    assertThat(changes.cautions()).anyMatch(caution -> caution.contains("slower or faster"));
  }

  @Test
  void aSingleRoundNeedsMore() {
    assertThat(between(QUIET, List.of(10.0), QUIET, List.of(12.0)).worse()).isEmpty();
    assertThat(between(QUIET, List.of(10.0), QUIET, List.of(13.0)).worse()).hasSize(1);
  }

  @Test
  void twoRoundsNeedAsMuch() {
    assertThat(between(QUIET, List.of(10.0, 10.1), QUIET, List.of(12.0, 12.1)).worse()).isEmpty();
    assertThat(between(QUIET, List.of(10.0, 10.1), QUIET, List.of(13.0, 13.1)).worse()).hasSize(1);
  }

  @Test
  void roundsThatLieFurtherApartThanTheRunsAreNoise() {
    List<Double> wide = List.of(10.0, 15.0, 20.0);
    assertThat(between(QUIET, wide, QUIET, List.of(26.0, 26.0, 26.0)).worse()).isEmpty();
    assertThat(between(QUIET, wide, QUIET, List.of(31.0, 31.0, 31.0)).worse()).hasSize(1);
  }

  @Test
  void theVerySlowestIsNotSetAgainstTheBaseline() {
    Key key = TIME.with(Parameters.PERCENTILE, "99.9");
    Figure before = new Figure(key, "us", true, List.of(10.0, 10.0, 10.0), null);
    Figure now = new Figure(key, "us", true, List.of(90.0, 90.0, 90.0), null);
    Changes changes = Changes.between(run(QUIET, before), run(QUIET, now));
    assertThat(changes.worse()).isEmpty();
    assertThat(changes.compared()).isZero();
  }

  @Test
  void whereMoreIsBetterLessIsWorse() {
    Figure before = new Figure(TIME, "per s", false, List.of(100.0, 101.0), null);
    Figure now = new Figure(TIME, "per s", false, List.of(50.0, 51.0), null);
    assertThat(Changes.between(run(QUIET, before), run(QUIET, now)).worse()).hasSize(1);
    assertThat(Changes.between(run(QUIET, now), run(QUIET, before)).better()).hasSize(1);
  }

  @Test
  void aGoalThatIsMissedNowIsSaid() {
    Figure before = new Figure(TIME, "us", true, List.of(10.0, 10.0), 12.0);
    Figure now = new Figure(TIME, "us", true, List.of(20.0, 20.0), 12.0);
    assertThat(new Change(before, now).amount()).endsWith("misses its goal");
    assertThat(new Change(now, before).amount()).doesNotContain("misses");
  }

  @Test
  void whatIsNoLongerMeasuredIsNamedUnlessTheContenderWasLeftOut() {
    Figure figure = new Figure(TIME, "us", true, List.of(10.0), null);
    Figure other = new Figure(TIME.of("nobody"), "us", true, List.of(10.0), null);
    Report before = run(QUIET, figure, other);
    assertThat(Changes.between(before, run(QUIET)).missing()).containsExactly(TIME);
  }

  @Test
  void anotherMachineIsACaution() {
    Report run = ReportFixture.report();
    Environment here = run.environment();
    Environment elsewhere =
        new Environment(
            here.java(),
            here.system(),
            64,
            here.memoryBytes(),
            here.directory(),
            here.fileSystem(),
            here.inMemory(),
            here.workerFlags(),
            here.noise());
    assertThat(Changes.between(with(run, elsewhere, run.figures()), run).cautions())
        .singleElement()
        .asString()
        .contains("processors was 64 and is 2");
  }

  private static Changes between(
      Noise noiseBefore, List<Double> before, Noise noiseNow, List<Double> now) {
    return Changes.between(
        run(noiseBefore, new Figure(TIME, "us", true, before, null)),
        run(noiseNow, new Figure(TIME, "us", true, now, null)));
  }

  private static Report run(Noise noise, Figure... figures) {
    Report run = ReportFixture.report();
    Environment here = run.environment();
    return with(
        run,
        new Environment(
            here.java(),
            here.system(),
            here.processors(),
            here.memoryBytes(),
            here.directory(),
            here.fileSystem(),
            here.inMemory(),
            here.workerFlags(),
            noise),
        List.of(figures));
  }

  private static Report with(Report run, Environment environment, List<Figure> figures) {
    return new Report(
        run.keygraphVersion(),
        run.arguments(),
        environment,
        run.inputs(),
        run.contenders(),
        figures,
        List.of(),
        List.of(),
        List.of());
  }
}
