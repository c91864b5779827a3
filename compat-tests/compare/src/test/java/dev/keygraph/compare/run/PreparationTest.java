package dev.keygraph.compare.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.compare.code.CodeFile;
import dev.keygraph.compare.code.CodeSource;
import dev.keygraph.compare.code.Shop;
import dev.keygraph.compare.code.UnitFile;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Tier;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More and less of some code than there is. */
final class PreparationTest {
  private static final int LINES_OF_A_UNIT = 10;

  @TempDir Path directory;

  private Preparation preparation;
  private Material whole;

  /** The shop, each of whose types is a file of ten lines. */
  private static final class LinedShop implements CodeSource {
    static List<UnitContent> units() {
      return Shop.units().stream().map(LinedShop::lined).toList();
    }

    private static UnitContent lined(UnitContent unit) {
      return unit.toBuilder()
          .define(
              unit.path() + "#last",
              NodeKind.FUNCTION,
              Attributes.builder().lines(1, LINES_OF_A_UNIT).build())
          .build();
    }

    @Override
    public List<String> names() {
      return List.of("shop");
    }

    @Override
    public void read(Consumer<? super UnitContent> sink) {
      units().forEach(sink);
    }

    @Override
    public List<CodeFile> files(Set<String> paths) {
      return paths.stream().map(path -> new CodeFile(path, new byte[1])).toList();
    }
  }

  @BeforeEach
  void read() throws IOException {
    ComparisonOptions options =
        ComparisonOptions.of(
            List.of(
                new ContenderInfo(
                    "memory", "memory", Tier.COLD, List.of("unsafe"), false, Map.of())),
            directory,
            true,
            "test");
    preparation = new Preparation(options, new SilentListener(), new LinedShop(), directory);
    whole = preparation.whole();
  }

  private static List<UnitContent> units(Material material) throws IOException {
    List<UnitContent> units = new ArrayList<>();
    try (UnitFile.Reader reader = new UnitFile.Reader(material.units())) {
      reader.forEachRemaining(units::add);
    }
    return units;
  }

  @Test
  void theCodeIsAllOfIt() throws IOException {
    assertThat(whole.lines()).isEqualTo(120);
    assertThat(units(whole)).isEqualTo(LinedShop.units());
  }

  @Test
  void lessIsTheFirstUnits() throws IOException {
    Material less = preparation.scaled(whole, 41);
    assertThat(less.lines()).isEqualTo(50);
    assertThat(units(less)).isEqualTo(LinedShop.units().subList(0, 5));
  }

  @Test
  void moreIsCopiesWhoseNodesHaveTheSameDegrees() throws IOException {
    Material more = preparation.scaled(whole, 10 * whole.lines());
    assertThat(more.lines()).isEqualTo(10 * whole.lines());
    assertThat(more.census().units()).isEqualTo(10 * whole.census().units());
    assertThat(more.census().edges()).isEqualTo(10 * whole.census().edges());
    assertThat(more.census().degrees()).isEqualTo(whole.census().degrees());
    assertThat(units(more).subList(0, 12)).isEqualTo(LinedShop.units());
  }

  @Test
  void whatIsAskedOfMoreIsPickedFromAllOfIt() throws IOException {
    Material more = preparation.scaled(whole, 10 * whole.lines());
    assertThat(more.lists())
        .isNotEmpty()
        .anySatisfy(
            list ->
                assertThat(list.questions())
                    .anyMatch(question -> question.toString().contains("copy")));
  }
}
