package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvUnsupportedException;
import dev.keygraph.operations.CompactionReport;
import dev.keygraph.operations.GraphOperations;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A compaction gives space back, and changes nothing else. */
abstract class CompactTests extends GraphBackupTests {
  private static final int BULKY_TEXT = 40_000;

  @Test
  final void whatWasRemovedIsGivenBackToTheFileSystem() {
    assumePersistent();
    UnitContent kept = Units.large("kept", 20, 4).build();
    UnitContent removed = bulky("removed");
    graph().importUnits(List.of(kept, removed).iterator(), ImportOptions.defaults());
    GraphOperations operations = GraphOperations.of(main().store());
    long full = operations.compact().bytesAfter();
    try (GraphSnapshot before = graph().snapshot()) {
      writer().removeUnit("removed");
      operations.compact();
      assertThat(before.unitContent("removed")).contains(removed);
      checkUnits(kept);
    }
    CompactionReport report = operations.compact();
    // Engines work in files and pages of a size, so that little may be left, but not nothing.
    assertThat(report.bytesAfter()).isPositive().isLessThan(full / 2);
    reopen();
    checkUnits(kept);
    writer().replaceUnit(removed);
    checkUnits(kept, removed);
  }

  /** A unit of some megabytes, which hardly compress, and few definitions. */
  private static UnitContent bulky(String path) {
    Random random = new Random(1);
    UnitContent.Builder unit = UnitContent.builder(path);
    for (int i = 0; i < 100; i++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < BULKY_TEXT) {
        text.append(Long.toString(random.nextLong(), Character.MAX_RADIX));
      }
      Attributes attributes = Attributes.builder().signature(text.toString()).build();
      unit.define(path + "#f" + i, NodeKind.FUNCTION, attributes);
    }
    return unit.build();
  }

  @Test
  final void inMemoryThereIsNothingToCompact() {
    assumeFalse(
        traits().persistent() || traits().compaction(),
        () -> "engine " + engine().name() + " declares: persistent, or compaction");
    writer().replaceUnit(Units.defining("a", "f"));
    assertThatThrownBy(() -> GraphOperations.of(main().store()).compact())
        .isInstanceOf(KvUnsupportedException.class);
  }
}
