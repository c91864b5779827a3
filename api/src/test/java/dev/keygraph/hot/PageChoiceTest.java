package dev.keygraph.hot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.encoding.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A choice of pages survives as bytes, and nothing but the same bytes is taken for it. */
class PageChoiceTest {
  private static final int PAGES = 300;
  private static final byte[] CERTIFICATE = {1, 2, 3};

  private final HotTier tier = new HotTier(1 << 20);
  private final PageTable table = PageTable.empty(0, PAGES * Paging.PAGE_NODES);

  private void fill(PageFamily family, int page, int heat) {
    byte[] content = ModelEdge.page(page, List.of());
    PageHeat.set(content, heat);
    tier.budget().fill(table.pages(family).holder(page), content);
  }

  private static PageRun run(PageFamily family, int first, int end, int heat) {
    return new PageRun(family, first, end, heat);
  }

  private PageChoice some() {
    fill(PageFamily.REVERSE, 7, 3);
    fill(PageFamily.FORWARD, 0, 1);
    fill(PageFamily.FORWARD, 1, 1);
    fill(PageFamily.FORWARD, 2, 0);
    fill(PageFamily.NODES, PAGES - 1, 3);
    IntStream.range(100, 200).forEach(page -> fill(PageFamily.NODES, page, 0));
    return PageChoice.of(table, List.of());
  }

  private static final List<PageRun> SOME =
      List.of(
          run(PageFamily.REVERSE, 7, 8, 3),
          run(PageFamily.NODES, PAGES - 1, PAGES, 3),
          run(PageFamily.FORWARD, 0, 2, 1),
          run(PageFamily.FORWARD, 2, 3, 0),
          run(PageFamily.NODES, 100, 164, 0),
          run(PageFamily.NODES, 164, 200, 0));

  @Test
  void mostUsedPagesComeFirst() {
    assertThat(some().runs()).isEqualTo(SOME);
  }

  @Test
  void choiceComesBack() {
    byte[] bytes = some().encode(CERTIFICATE);
    assertThat(PageChoice.decode(bytes, CERTIFICATE, PAGES).runs()).isEqualTo(SOME);
    assertThat(PageChoice.of(PageTable.empty(0, 0), List.of()).runs()).isEmpty();
  }

  @Test
  void whatIsStillWantedIsChosenToo() {
    fill(PageFamily.FORWARD, 4, 1);
    fill(PageFamily.FORWARD, 5, 3);
    PageChoice choice =
        PageChoice.of(
            table, List.of(run(PageFamily.FORWARD, 3, 6, 2), run(PageFamily.NODES, 299, 400, 0)));
    assertThat(choice.runs())
        .containsExactly(
            run(PageFamily.FORWARD, 5, 6, 3),
            run(PageFamily.FORWARD, 3, 5, 2),
            run(PageFamily.NODES, 299, 300, 0));
  }

  @Test
  void anyOtherBytesAreRefused() {
    byte[] bytes = some().encode(CERTIFICATE);
    List<byte[]> others = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] damaged = bytes.clone();
        damaged[i] ^= (byte) (1 << bit);
        others.add(damaged);
      }
      others.add(java.util.Arrays.copyOf(bytes, i));
    }
    others.add(java.util.Arrays.copyOf(bytes, bytes.length + 1));
    for (byte[] other : others) {
      assertThatThrownBy(() -> PageChoice.decode(other, CERTIFICATE, PAGES))
          .isInstanceOf(MalformedBytesException.class);
    }
  }

  @Test
  void anotherVersionsChoiceIsRefused() {
    byte[] bytes = some().encode(CERTIFICATE);
    assertThatThrownBy(() -> PageChoice.decode(bytes, new byte[] {1, 2, 4}, PAGES))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessageContaining("another version of the graph");
    assertThatThrownBy(() -> PageChoice.decode(bytes, CERTIFICATE, PAGES - 1))
        .isInstanceOf(MalformedBytesException.class);
  }
}
