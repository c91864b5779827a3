package dev.keygraph.compare.question;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.keygraph.compare.code.Census;
import dev.keygraph.compare.code.Shop;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule that picks questions. */
final class QuestionPickerTest {
  @TempDir Path directory;

  @Test
  void theSameSeedPicksTheSameWhateverTheOrderOfTheUnits() {
    List<UnitContent> reversed = new ArrayList<>(Shop.units());
    Collections.reverse(reversed);
    assertThat(pick(reversed, 7, 50)).isEqualTo(pick(Shop.units(), 7, 50));
    assertThat(pick(Shop.units(), 8, 50)).isNotEqualTo(pick(Shop.units(), 7, 50));
  }

  @Test
  void moreQuestionsBeginWithTheFewer() {
    List<QuestionList> few = pick(Shop.units(), 7, 10);
    List<QuestionList> many = pick(Shop.units(), 7, 50);
    for (int i = 0; i < few.size(); i++) {
      assertThat(many.get(i).questions().subList(0, 10)).isEqualTo(few.get(i).questions());
    }
  }

  @Test
  void thereIsAListForEachKindAndSampleAndTheMixes() {
    List<QuestionList> lists = pick(Shop.units(), 1, 10);
    assertThat(lists).hasSize(2 * (QuestionKind.values().length + 1));
    assertThat(lists).extracting(QuestionList::label).doesNotHaveDuplicates();
    assertThat(lists).allSatisfy(list -> assertThat(list.questions()).hasSize(10));
  }

  @Test
  void whatHasNoSubjectsIsLeftOut() {
    UnitContent unit = UnitContent.builder("u").define("f", NodeKind.FUNCTION).build();
    assertThat(pick(List.of(unit), 1, 5))
        .extracting(QuestionList::label)
        .contains("callers/uniform", "cycles/uniform", "mix/uniform")
        .doesNotContain("callers/degree", "implementations/uniform", "mix/degree");
  }

  @Test
  void theMixHasTheSharesOfTheGroups() {
    QuestionList mix = list(pick(Shop.units(), 1, 20_000), "mix/uniform");
    Map<Group, Long> counts =
        mix.questions().stream().collect(groupingBy(each -> each.kind().group(), counting()));
    for (Group group : Group.values()) {
      assertThat(counts.getOrDefault(group, 0L) / 200.0).isCloseTo(group.percent(), within(1.0));
    }
  }

  @Test
  void degreesWeighSubjects() {
    UnitContent.Builder unit = UnitContent.builder("u");
    for (int i = 0; i < 10; i++) {
      unit.define("f" + i, NodeKind.FUNCTION);
    }
    for (int i = 2; i < 10; i++) {
      unit.edge("f" + i, EdgeKind.CALLS, i < 8 ? "f0" : "f1");
    }
    QuestionList callers = list(pick(List.of(unit.build()), 1, 8_000), "callers/degree");
    Map<String, Long> counts =
        callers.questions().stream().collect(groupingBy(Question::subject, counting()));
    assertThat(counts).containsOnlyKeys("f0", "f1");
    assertThat(counts.getOrDefault("f0", 0L) / 80.0).isCloseTo(75, within(3.0));
  }

  @Test
  void aFileKeepsThem() throws IOException {
    List<QuestionList> lists = new ArrayList<>(pick(Shop.units(), 1, 5));
    Question odd = new Question(QuestionKind.CALLERS, "\ud800 \u00e9");
    lists.add(new QuestionList("odd", Sample.UNIFORM, null, List.of(odd)));
    Path file = directory.resolve("questions");
    QuestionFile.write(lists, file);
    assertThat(QuestionFile.read(file)).isEqualTo(lists);
  }

  private static QuestionList list(List<QuestionList> lists, String label) {
    return lists.stream().filter(list -> list.label().equals(label)).findFirst().orElseThrow();
  }

  private static List<QuestionList> pick(List<UnitContent> units, long seed, int size) {
    Census census = new Census();
    units.forEach(census::add);
    return new QuestionPicker(census, seed, size).pick();
  }
}
