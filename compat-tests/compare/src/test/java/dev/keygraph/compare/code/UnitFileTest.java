package dev.keygraph.compare.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All contenders get the units that were parsed. */
final class UnitFileTest {
  @TempDir Path directory;

  @Test
  void readingGivesWhatWasWritten() throws IOException {
    List<UnitContent> units =
        List.of(
            UnitContent.builder("empty").build(),
            UnitContent.builder("a \ud83d\ude00")
                .hash(ContentHash.of(new byte[] {1, 2}))
                .define("lone \ud800", NodeKind.FUNCTION)
                .define("b", new NodeKind("OWN"), Attributes.builder().line(3).build())
                .edge("b", EdgeKind.CALLS, "lone \ud800")
                .edge("b", EdgeKind.USES, "", Attributes.builder().put("x", "y").build())
                .build(),
            UnitContent.builder("c").edge("b", EdgeKind.CALLS, "b").build());
    assertThat(through(units)).isEqualTo(units);
    assertThat(through(List.of())).isEmpty();
  }

  private List<UnitContent> through(List<UnitContent> units) throws IOException {
    Path file = directory.resolve("units");
    try (UnitFile.Writer writer = new UnitFile.Writer(file)) {
      for (UnitContent unit : units) {
        writer.write(unit);
      }
    }
    List<UnitContent> read = new ArrayList<>();
    try (UnitFile.Reader reader = new UnitFile.Reader(file)) {
      reader.forEachRemaining(read::add);
    }
    return read;
  }
}
