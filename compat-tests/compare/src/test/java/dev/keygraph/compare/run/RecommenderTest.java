package dev.keygraph.compare.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.Recommendation;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.compare.report.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is recommended: the best of those that one can trust, and configure. */
final class RecommenderTest {
  @Test
  void theBestOfThoseThatOneCanConfigureIsRecommended() {
    List<Recommendation> recommendations =
        new Recommender(
                List.of(
                    contender("slow", true, false),
                    contender("good", true, false),
                    contender("forgetful", false, false),
                    contender("peer", true, true)),
                List.of(
                    memory("slow", 40),
                    memory("good", 30),
                    memory("forgetful", 20),
                    memory("peer", 10)),
                List.of())
            .recommendations();
    assertThat(recommendations).hasSize(1);
    assertThat(recommendations.get(0).contender()).isEqualTo("good");
    assertThat(recommendations.get(0).text()).contains("next is slow").doesNotContain("peer");
    assertThat(recommendations.get(0).reasons())
        .extracting(Key::contender)
        .containsExactly("good", "slow");
  }

  @Test
  void peersAloneAreNotRecommended() {
    assertThat(
            new Recommender(
                    List.of(contender("peer", true, true)), List.of(memory("peer", 10)), List.of())
                .recommendations())
        .isEmpty();
  }

  @Test
  void whoFailedIsNotRecommended() {
    assertThat(recommended(new Finding(Severity.FAILURE, Section.START, "best", "it lost a save")))
        .containsExactly("good");
    assertThat(recommended(new Finding(Severity.NOTE, Section.START, "best", "it is cold here")))
        .containsExactly("best");
  }

  @Test
  void nobodyIsRecommendedWhereAnswersDiffer() {
    assertThat(recommended(new Finding(Severity.DIFFERENCE, Section.QUESTIONS, null, "42 or 43")))
        .isEmpty();
  }

  private static List<String> recommended(Finding finding) {
    return new Recommender(
            List.of(contender("best", true, false), contender("good", true, false)),
            List.of(memory("best", 10), memory("good", 20)),
            List.of(finding))
        .recommendations().stream().map(Recommendation::contender).toList();
  }

  private static ContenderInfo contender(String name, boolean persistent, boolean peer) {
    return new ContenderInfo(name, name, Tier.COLD, List.of("durable"), persistent, Map.of(), peer);
  }

  private static Figure memory(String contender, double megabytes) {
    Key key = new Key(Section.LOAD, "peak-resident", contender, Map.of());
    return new Figure(key, "bytes", true, List.of(megabytes * 1e6), null);
  }
}
