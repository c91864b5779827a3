package dev.keygraph.compare.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.compare.code.Census;
import dev.keygraph.compare.code.Shop;
import dev.keygraph.compare.question.Sample;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Parameters;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.Tier;
import dev.keygraph.compare.worker.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a size is shown under growth. */
final class GrowthTest {
  private static final Path NOWHERE = Path.of("nowhere");

  private final Collector collector = new Collector();
  private final Growth growth = growth("100k");

  private Growth growth(String label) {
    Census census = new Census();
    Shop.units().forEach(census::add);
    return new Growth(
        new Material(label, census, 100_000, NOWHERE, List.of(), NOWHERE, NOWHERE),
        collector,
        List.of(
            new ContenderInfo(
                "lmdb", "lmdb", Tier.COLD, List.of("relaxed", "unsafe"), true, Map.of())));
  }

  private static Message measured(Section section, String name) {
    return new Message.Measured(section, name, Map.of(), "ms", true, 7, 9.0);
  }

  private static Message latencies(Section section, Map<String, String> parameters) {
    Histogram nanos = new Histogram(3);
    nanos.recordValue(5_000);
    return new Message.Latencies(
        section, "latency", parameters, 500.0, nanos, new Histogram(3), new Histogram(3));
  }

  @Test
  void aFigureOfTheLoadIsShownWithItsSizeAndGoal() {
    growth.take("lmdb", measured(Section.LOAD, "size"));
    assertThat(collector.figures())
        .singleElement()
        .satisfies(
            figure -> {
              assertThat(figure.key().section()).isEqualTo(Section.GROWTH);
              assertThat(figure.key().name()).isEqualTo("size");
              assertThat(figure.key().parameters())
                  .containsExactly(Map.entry(Parameters.LINES, "100k"));
              assertThat(figure.values()).containsExactly(7.0);
              assertThat(figure.goal()).isEqualTo(9.0);
            });
  }

  @Test
  void otherFiguresAreNot() {
    growth.take("lmdb", measured(Section.LOAD, "write-amplification"));
    growth.take("lmdb", measured(Section.THROUGHPUT, "size"));
    assertThat(collector.figures()).isEmpty();
  }

  @Test
  void ofTheQuestionsTheUniformSampleIsShown() {
    Map<String, String> callers = Map.of(Parameters.QUESTION, "callers");
    growth.take("lmdb", latencies(Section.QUESTIONS, callers));
    assertThat(sizes()).containsOnly("100k");
    int shown = collector.figures().size();
    growth.take("lmdb", latencies(Section.QUESTIONS, with(callers, Sample.DEGREE)));
    assertThat(collector.figures()).hasSize(shown);
    growth.take("lmdb", latencies(Section.QUESTIONS, with(callers, Sample.UNIFORM)));
    assertThat(collector.figures())
        .hasSize(shown)
        .allSatisfy(figure -> assertThat(figure.values()).hasSize(2));
  }

  private static Map<String, String> with(Map<String, String> parameters, Sample sample) {
    return Map.of(
        Parameters.QUESTION,
        parameters.get(Parameters.QUESTION),
        Parameters.SAMPLE,
        sample.label());
  }

  @Test
  void ofTheSavesTheSafestLevelOfTheContenderIsShown() {
    growth.take("lmdb", latencies(Section.SAVE, Map.of(Parameters.DURABILITY, "unsafe")));
    assertThat(collector.figures()).isEmpty();
    growth.take("lmdb", latencies(Section.SAVE, Map.of(Parameters.DURABILITY, "relaxed")));
    assertThat(collector.figures()).isNotEmpty();
  }

  @Test
  void theCodeAsItIsIsShownInItsOwnPartAndUnderGrowth() {
    growth.takeWhole("lmdb", measured(Section.LOAD, "size"));
    assertThat(collector.figures())
        .extracting(figure -> figure.key().section())
        .containsExactly(Section.LOAD, Section.GROWTH);
    growth("").takeWhole("lmdb", measured(Section.LOAD, "units"));
    assertThat(collector.figures())
        .filteredOn(figure -> figure.key().name().equals("units"))
        .extracting(figure -> figure.key().section())
        .containsExactly(Section.LOAD);
  }

  @Test
  void theDescriptionShowsThatDegreesMatch() {
    assertThat(growth.description())
        .startsWith("100k lines: 12 units, 37 nodes")
        .contains("(median, 90 %, 99 %, most): out 1, 2, 2, 2; in");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "999,999",
    "1000,1k",
    "10400,10k",
    "99_600,100k",
    "999499,999k",
    "999500,1M",
    "1249999,1.2M",
    "10000000,10M"
  })
  void aNumberOfLinesHasALabel(String lines, String label) {
    assertThat(Material.label(Long.parseLong(lines.replace("_", "")))).isEqualTo(label);
  }

  private List<String> sizes() {
    return collector.figures().stream()
        .map(Figure::key)
        .map(key -> key.parameters().get(Parameters.LINES))
        .toList();
  }
}
