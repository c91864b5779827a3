package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each edge comes once, by to, kind and from, whether it was in memory or in files. */
class ReverseEdgesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 100})
  void passesEachEdgeOnceInOrder(int spills, @TempDir Path directory) throws IOException {
    Random random = new Random(spills);
    int[] ids = {0, 1, 2, 255, 256, ReverseEdges.MAX_NODES - 1};
    TreeSet<String> expected = new TreeSet<>();
    List<String> actual = new ArrayList<>();
    int[] files = {0};
    try (ReverseEdges edges = new ReverseEdges(() -> directory.resolve("run" + files[0]++))) {
      int added = 3_000;
      for (int i = 0; i < added; i++) {
        int to = ids[random.nextInt(ids.length)];
        int kind = 1 + random.nextInt(255);
        int from = ids[random.nextInt(ids.length)];
        edges.add(to, kind, from);
        expected.add(text(to, kind, from));
        if (spills > 0 && i % (added / spills) == 0) {
          edges.spill();
        }
      }
      assertThat(edges.count()).isEqualTo(added);
      edges.sort();
      edges.forEach((to, kind, from) -> actual.add(text(to, kind, from)));
    }
    assertThat(actual).containsExactlyElementsOf(expected);
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  private static String text(int to, int kind, int from) {
    return "%010d %03d %010d".formatted(to, kind, from);
  }
}
