package dev.keygraph.compare.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.compare.code.CodeFile;
import dev.keygraph.compare.code.CodeSource;
import dev.keygraph.compare.code.Shop;
import dev.keygraph.compare.contender.Contenders;
import dev.keygraph.compare.contender.FlawedContenders;
import dev.keygraph.compare.contender.FlawedContenders.Flaw;
import dev.keygraph.compare.question.QuestionKind;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Recommendation;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.ReportJson;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.graph.UnitContent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole comparisons, with workers in JVMs of their own. */
final class ComparisonTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path directory;

  @Test
  void soundContendersAgreeAndEveryFigureHasAValueOfEachRound() throws Exception {
    Report report = compare(2, PATIENCE, named("memory"), named("sqlite"));
    assertThat(report.findings()).allMatch(finding -> finding.severity() == Severity.NOTE);
    assertThat(report.answersAgree()).isTrue();
    assertThat(report.inputs().units()).isEqualTo(12);
    assertThat(report.figures()).allSatisfy(figure -> assertThat(figure.values()).hasSize(2));
    int lists = 2 * (QuestionKind.values().length + 1);
    assertThat(report.figures(Section.QUESTIONS)).hasSize(2 * 4 * lists);
    // sqlite keeps three levels of durability, memory one.
    assertThat(report.distributions()).hasSize(2 * lists + 4);
    for (Section section : Section.values()) {
      if (section != Section.GROWTH) {
        assertThat(report.figures(section)).as(section.title()).isNotEmpty();
      }
    }
    assertThat(report.figures(Section.START)).hasSize(2).allMatch(figure -> isOf("sqlite", figure));
    assertThat(report.recommendations()).extracting(Recommendation::contender).contains("sqlite");
    // Memory has four parts, sqlite six.
    assertThat(report.environment().noise().millis()).hasSize(2 * (4 + 6) + 1);
    assertThat(directory).isEmptyDirectory();

    Path file = directory.resolve("report.json");
    ReportJson.write(report, file);
    assertThat(ReportJson.read(file)).isEqualTo(report);
  }

  @Test
  void aHotContenderDoesEverythingButTheLoad() throws Exception {
    Report report = compare(1, PATIENCE, named("sqlite"), named("sqlite+hot"));
    assertThat(report.isWhole()).isTrue();
    assertThat(report.answersAgree()).isTrue();
    assertThat(report.figures(Section.LOAD))
        .isNotEmpty()
        .allMatch(figure -> isOf("sqlite", figure));
    for (Section section : List.of(Section.QUESTIONS, Section.SAVE, Section.START)) {
      assertThat(report.figures(section))
          .as(section.title())
          .filteredOn(figure -> isOf("sqlite+hot", figure))
          .isNotEmpty()
          .allSatisfy(figure -> assertThat(figure.values()).hasSize(1));
    }
  }

  @Test
  void anAnswerThatDiffersIsNamedWithItsQuestionItsContendersAndBothAnswers() throws Exception {
    Report report = compare(1, PATIENCE, with(Flaw.CHATTERS), with(Flaw.FORGETS));
    assertThat(report.answersAgree()).isFalse();
    assertThat(report.findings())
        .filteredOn(finding -> finding.severity() == Severity.DIFFERENCE)
        .extracting(Finding::text)
        .isNotEmpty()
        .allMatch(text -> text.startsWith("callers of "))
        .anyMatch(
            text ->
                text.matches(
                    "callers of Type(\\d+)#work: chatters: 2 results \\(digest \\p{XDigit}+\\);"
                        + " forgets: 1 result \\(digest \\p{XDigit}+\\);"
                        + " chatters has, and forgets lacks: Type\\d+#(work|idle) \\(1\\)"));
  }

  @Test
  void contendersThatFailAreShownAndTheOthersGoOn() throws Exception {
    Report report =
        compare(
            1,
            Duration.ofSeconds(8),
            with(Flaw.DIES),
            with(Flaw.HANGS),
            with(Flaw.THROWS),
            named("memory"));
    assertThat(report.isWhole()).isFalse();
    assertThat(report.answersAgree()).isTrue();
    assertThat(failure(report, Flaw.DIES)).contains("ended with code 42");
    assertThat(failure(report, Flaw.HANGS)).contains("nothing was heard of it for 8 s");
    assertThat(failure(report, Flaw.THROWS)).contains("the disk is on fire");
    assertThat(report.figures()).isNotEmpty().allMatch(figure -> isOf("memory", figure));
    assertThat(report.figures()).allSatisfy(figure -> assertThat(figure.values()).hasSize(1));
  }

  @Test
  void nothingToCompareOnIsRefused() {
    CodeSource nothing =
        new CodeSource() {
          @Override
          public List<String> names() {
            return List.of("nowhere");
          }

          @Override
          public void read(Consumer<? super UnitContent> sink) {
            // There is none.
          }

          @Override
          public List<CodeFile> files(Set<String> paths) {
            return List.of();
          }
        };
    Comparison comparison = comparison(1, PATIENCE, named("memory"));
    assertThatThrownBy(() -> comparison.run(nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere");
    assertThat(directory).isEmptyDirectory();
  }

  private static boolean isOf(String contender, Figure figure) {
    return figure.contender().equals(contender);
  }

  private static String failure(Report report, Flaw flaw) {
    List<String> texts = new ArrayList<>();
    for (Finding finding : report.findings()) {
      if (flaw.contender().equals(finding.contender())) {
        assertThat(finding.severity()).isEqualTo(Severity.FAILURE);
        texts.add(finding.text());
      }
    }
    assertThat(texts).hasSize(1);
    return texts.get(0);
  }

  private static ContenderInfo with(Flaw flaw) {
    return FlawedContenders.with(flaw);
  }

  private static ContenderInfo named(String name) {
    return Contenders.all().stream()
        .filter(contender -> contender.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Report compare(int rounds, Duration patience, ContenderInfo... contenders)
      throws IOException, InterruptedException {
    return comparison(rounds, patience, contenders).run(Shop.code());
  }

  private Comparison comparison(int rounds, Duration patience, ContenderInfo... contenders) {
    ComparisonOptions options =
        new ComparisonOptions(
            List.of(contenders),
            directory,
            rounds,
            List.of(),
            false,
            1,
            100,
            Duration.ofMillis(1),
            Duration.ofMillis(10),
            256L << 20,
            patience,
            "",
            "test");
    return new Comparison(
        options,
        new SilentListener(),
        (chosen, workplace) ->
            new JvmLauncher(classPath(), workplace, chosen.heapBytes(), chosen.patience()));
  }

  /** Surefire's own class path is a jar with a manifest; this is what is behind it. */
  private static String classPath() {
    return System.getProperty(
        "surefire.test.class.path", System.getProperty("java.class.path", ""));
  }
}
