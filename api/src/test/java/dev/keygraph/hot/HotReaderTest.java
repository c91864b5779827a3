package dev.keygraph.hot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.HotTierStatistics;
import dev.keygraph.hot.HotReader.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is not in memory is read from the engine once, where there is room for it. */
class HotReaderTest {
  private static final int NODES = 4 * Paging.PAGE_NODES;
  private static final int CALLS = 1;
  private static final int USES = 2;
  private static final ChosenKinds ALL = ModelEdge.chosen(Set.of(CALLS, USES));

  private final MapReader engine =
      new MapReader()
          .node(0, 3)
          .node(70, 0)
          .edge(0, CALLS, 70)
          .edge(0, USES, 1)
          .edge(1, CALLS, 70)
          .edge(70, CALLS, 0);

  private static HotReader reader(HotTier tier, MapReader engine) {
    HotVersion version = tier.restart(NODES);
    tier.publish(version);
    return new HotReader(tier, version.lease(), engine, damage -> damage);
  }

  private static List<Integer> neighbors(HotReader reader, int node, Direction direction) {
    List<Integer> seen = new ArrayList<>();
    Answer answer =
        reader.neighbors(
            node,
            direction,
            ALL,
            (neighbor, kind) -> {
              seen.add(neighbor);
              return true;
            });
    assertThat(answer).isEqualTo(Answer.YES);
    return seen;
  }

  @Test
  void pageIsReadOnce() {
    HotTier tier = new HotTier(1 << 20);
    HotReader reader = reader(tier, engine);
    for (int i = 0; i < 3; i++) {
      assertThat(neighbors(reader, 0, Direction.OUTGOING)).containsExactly(70, 1);
      assertThat(neighbors(reader, 1, Direction.OUTGOING)).containsExactly(70);
      assertThat(neighbors(reader, 2, Direction.OUTGOING)).isEmpty();
      assertThat(neighbors(reader, 70, Direction.INCOMING)).containsExactly(0, 1);
      assertThat(reader.kind(0)).isEqualTo(3);
      assertThat(reader.kind(70)).isZero();
      assertThat(reader.kind(1)).isEqualTo(HotReader.ABSENT);
      assertThat(reader.hasEdge(0, CALLS, 70)).isEqualTo(Answer.YES);
      assertThat(reader.hasEdge(0, USES, 70)).isEqualTo(Answer.NO);
    }
    assertThat(engine.scans()).isEqualTo(4);
    reader.countUse();
    HotTierStatistics statistics = tier.statistics();
    assertThat(statistics.misses()).isEqualTo(4);
    assertThat(statistics.fills()).isEqualTo(4);
    assertThat(statistics.hits()).isEqualTo(3 * 9 - 4);
    assertThat(statistics.pages()).isEqualTo(4);
  }

  /** A snapshot may be closed while one of its reads builds a page. */
  @Test
  void whatIsReadAfterTheEndOfItsVersionIsNotKept() {
    HotTier tier = new HotTier(1 << 20);
    HotReader reader = reader(tier, engine);
    tier.publish(tier.restart(NODES));
    assertThat(neighbors(reader, 0, Direction.OUTGOING)).containsExactly(70, 1);
    assertThat(tier.statistics().pages()).isZero();
  }

  @Test
  void anEdgeWithoutAKindIsDamage() {
    HotReader reader = reader(new HotTier(1 << 20), engine.edge(2, 0, 1));
    assertThatThrownBy(() -> neighbors(reader, 0, Direction.OUTGOING))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessageContaining("number 0");
  }

  @Test
  void idsThatTheVersionHasNotAreAnsweredWithoutAPage() {
    HotReader reader = reader(new HotTier(1 << 20), engine);
    for (int node : new int[] {-1, Integer.MIN_VALUE, NODES, Integer.MAX_VALUE}) {
      assertThat(neighbors(reader, node, Direction.OUTGOING)).isEmpty();
      assertThat(reader.kind(node)).isEqualTo(HotReader.ABSENT);
      assertThat(reader.hasEdge(0, CALLS, node)).isEqualTo(Answer.NO);
      assertThat(reader.hasEdge(node, CALLS, 0)).isEqualTo(Answer.NO);
    }
    assertThat(engine.scans()).isZero();
  }

  @Test
  void visitorEndsTheVisit() {
    HotReader reader = reader(new HotTier(1 << 20), engine);
    assertThat(reader.neighbors(0, Direction.OUTGOING, ALL, (neighbor, kind) -> false))
        .isEqualTo(Answer.NO);
  }

  /** Where there is no room, one that is asked for once is the engine's to answer. */
  @Test
  void withoutRoomAPageIsReadWhenItIsAskedForAgain() {
    HotTier tier = new HotTier(4 << 10);
    HotReader reader = reader(tier, engine);
    assertThat(reader.kind(0)).isEqualTo(HotReader.UNKNOWN);
    assertThat(engine.scans()).isZero();
    assertThat(reader.kind(0)).isEqualTo(3);
    assertThat(reader.kind(0)).isEqualTo(3);
    assertThat(engine.scans()).isEqualTo(1);
  }

  @Test
  void evictedPageIsReadAgain() {
    HotTier tier = new HotTier(1 << 20);
    HotReader reader = reader(tier, engine);
    assertThat(reader.kind(0)).isEqualTo(3);
    HotVersion version = java.util.Objects.requireNonNull(tier.current());
    assertThat(tier.budget().evict(version.table().pages(PageFamily.NODES).holder(0))).isTrue();
    assertThat(reader.kind(0)).isEqualTo(3);
    assertThat(engine.scans()).isEqualTo(2);
  }

  @Test
  void warmPagesAreThereBeforeTheyAreAskedFor() {
    HotTier tier = new HotTier(1 << 20);
    HotReader reader = reader(tier, engine);
    assertThat(reader.kind(0)).isEqualTo(3);
    for (PageFamily family : PageFamily.values()) {
      // Further than there are pages.
      assertThat(reader.warm(new PageRun(family, 0, 99, 2))).isTrue();
    }
    int scans = engine.scans();
    assertThat(neighbors(reader, 0, Direction.OUTGOING)).containsExactly(70, 1);
    assertThat(neighbors(reader, 70, Direction.INCOMING)).containsExactly(0, 1);
    assertThat(reader.kind(70)).isZero();
    assertThat(engine.scans()).isEqualTo(scans);
    reader.countUse();
    assertThat(tier.statistics().warmed()).isEqualTo(3 * 4 - 1);
    assertThat(tier.statistics().pages()).isEqualTo(3 * 4);
    assertThat(tier.statistics().misses()).isEqualTo(1);
  }

  /** Only runs of pages that are missing are read. */
  @Test
  void warmingReadsNothingTwice() {
    HotReader reader = reader(new HotTier(1 << 20), engine);
    assertThat(reader.kind(2 * Paging.PAGE_NODES)).isEqualTo(HotReader.ABSENT);
    reader.warm(new PageRun(PageFamily.NODES, 0, 4, 0));
    assertThat(engine.scans()).isEqualTo(1 + 2);
    reader.warm(new PageRun(PageFamily.NODES, 0, 4, 0));
    assertThat(engine.scans()).isEqualTo(1 + 2);
  }

  @Test
  void warmingDrivesNobodyOut() {
    HotTier tier = new HotTier(4 << 10);
    HotReader reader = reader(tier, engine);
    reader.kind(0);
    assertThat(reader.kind(0)).isEqualTo(3);
    assertThat(reader.warm(new PageRun(PageFamily.NODES, 0, 4, 3))).isFalse();
    reader.countUse();
    assertThat(tier.statistics().pages()).isEqualTo(1);
    assertThat(tier.statistics().warmed()).isZero();
    assertThat(tier.statistics().evictions()).isZero();
  }
}
