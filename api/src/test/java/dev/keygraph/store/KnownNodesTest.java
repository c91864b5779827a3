package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is known is true, and takes little memory. */
final class KnownNodesTest {
  private final KnownNodes known = new KnownNodes();

  private void learn(int id, String symbol) {
    known.learn(id, new NodeRecord(1, 1, symbol));
  }

  @Test
  void theLastWordCounts() {
    learn(1, "a");
    known.learn(1, new NodeRecord(2, 3, "a"));
    assertThat(Objects.requireNonNull(known.find("a")).record().kind()).isEqualTo(2);
    known.forget("a");
    assertThat(known.find("a")).isNull();
    learn(2, "b");
    known.clear();
    assertThat(known.find("b")).isNull();
  }

  @Test
  void whatWasUsedLastStays() {
    learn(0, "first");
    for (int id = 1; id < 100_000; id++) {
      learn(id, "node " + id);
      assertThat(known.find("first")).isNotNull();
    }
    assertThat(known.size()).isLessThan(20_000);
    assertThat(known.find("node 1")).isNull();
    assertThat(known.find("node 99999")).isNotNull();
  }

  @Test
  void aLongSymbolIsNotKept() {
    String symbol = "x".repeat(100_000);
    learn(1, symbol);
    assertThat(known.find(symbol)).isNull();
    assertThat(known.size()).isZero();
  }
}
