package dev.keygraph.compare.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines are those up to the last one that anything of a source file names. */
final class LineCountTest {
  private final LineCount count = new LineCount();

  private static UnitContent unit(String path, int endLine, int callLine) {
    return UnitContent.builder(path)
        .define(path + "#a", NodeKind.FUNCTION, Attributes.builder().lines(1, endLine).build())
        .edge(
            path + "#a",
            EdgeKind.CALLS,
            "b",
            Attributes.builder().put(Attributes.LINE, callLine).build())
        .build();
  }

  @Test
  void theLastLineOfAFileCounts() {
    count.add(unit("p/A.class", 30, 20));
    assertThat(count.lines()).isEqualTo(30);
    count.add(unit("p/B.class", 5, 7));
    assertThat(count.lines()).isEqualTo(37);
  }

  @Test
  void theClassFilesOfOneSourceFileCountOnce() {
    count.add(unit("p/A.class", 30, 20));
    count.add(unit("p/A$Inner.class", 12, 11));
    assertThat(count.lines()).isEqualTo(30);
    count.add(unit("p/A$Last$1.class", 40, 38));
    assertThat(count.lines()).isEqualTo(40);
    count.add(unit("q/A$Last.class", 40, 38));
    assertThat(count.lines()).isEqualTo(80);
  }

  @Test
  void unitsThatNameNoLinesCountNone() {
    Shop.units().forEach(count::add);
    assertThat(count.lines()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "p/A.class,p/A",
    "p/A$B.class,p/A",
    "p/$A.class,p/$A",
    "p$q/A.class,p$q/A",
    "A$.class,A",
    "notes.txt,notes.txt"
  })
  void aSourceFileIsKnownByTheNamesOfItsClassFiles(String path, String file) {
    assertThat(LineCount.sourceFile(path)).isEqualTo(file);
  }
}
