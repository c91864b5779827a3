package dev.keygraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Neighbours that are copied, and such that are lent. */
final class NeighborCursorTest {
  private final NeighborCursor cursor = new NeighborCursor(3);

  private List<String> shown() {
    List<String> shown = new ArrayList<>();
    while (cursor.next()) {
      shown.add(cursor.kind().name() + " " + cursor.node());
    }
    return shown;
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(cursor.next()).isFalse();
    assertThatIllegalStateException().isThrownBy(cursor::kind);
  }

  @Test
  void copiesAsManyAsItMay() {
    NeighborVisitor copier = cursor.copier();
    assertThat(copier.visit(7, EdgeKind.CALLS)).isTrue();
    assertThat(copier.visit(Integer.MAX_VALUE, EdgeKind.CALLS)).isTrue();
    assertThat(copier.visit(0, EdgeKind.USES)).isTrue();
    assertThat(copier.visit(1, EdgeKind.USES)).isFalse();
    assertThat(shown()).containsExactly("CALLS 7", "CALLS 2147483647", "USES 0");
    assertThat(cursor.next()).isFalse();
    cursor.clear();
    assertThat(shown()).isEmpty();
    assertThat(copier.visit(5, EdgeKind.USES)).isTrue();
    assertThat(shown()).containsExactly("USES 5");
  }

  @Test
  void copiesNothingIfItMayNot() {
    assertThat(new NeighborCursor(0).copier().visit(1, EdgeKind.CALLS)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new NeighborCursor(-1));
  }

  @Test
  void showsWhatIsLentInPlace() {
    byte[] array =
        ByteBuffer.allocate(14)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) -2)
            .putShort((short) 3)
            .putInt(1_000_000)
            .putShort(Short.MIN_VALUE)
            .array();
    for (int round = 0; round < 2; round++) {
      cursor.lend(new EdgeKind[] {null, EdgeKind.CALLS}, 1, array, 0, 4, 2, 100);
      cursor.lendMore(EdgeKind.USES, 4, 8, 4, 0);
      cursor.lendMore(EdgeKind.EXTENDS, 8, 10, 2, 40_000);
      assertThat(shown()).containsExactly("CALLS 98", "CALLS 103", "USES 1000000", "EXTENDS 7232");
    }
    cursor.clear();
    assertThat(cursor.copier().visit(9, EdgeKind.CALLS)).isTrue();
    assertThat(shown()).containsExactly("CALLS 9");
  }

  @Test
  void forgetsWhatWasLentBeforeIfMoreIsLentAnew() {
    byte[] array = new byte[8];
    cursor.lend(new EdgeKind[] {null, EdgeKind.CALLS}, 1, array, 0, 2, 1, 10);
    cursor.lendMore(EdgeKind.USES, 2, 4, 1, 20);
    assertThat(cursor.next()).isTrue();
    cursor.lend(new EdgeKind[] {null, EdgeKind.EXTENDS}, 1, array, 4, 5, 1, 30);
    assertThat(shown()).containsExactly("EXTENDS 30");
  }

  @Test
  void forgetsRunsThatWereNotReached() {
    byte[] array = new byte[8];
    EdgeKind[] calls = {null, EdgeKind.CALLS};
    NeighborVisitor copier = cursor.copier();
    for (int round = 0; round < 2; round++) {
      cursor.lend(calls, 1, array, 0, 2, 2, 10);
      cursor.lendMore(EdgeKind.USES, 2, 4, 2, 20);
      cursor.lendMore(EdgeKind.EXTENDS, 4, 6, 2, 30);
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.next()).isTrue();
      cursor.lend(calls, 1, array, 0, 2, 2, 40);
      cursor.lendMore(EdgeKind.ACCESSES, 2, 4, 2, 50);
      assertThat(shown()).containsExactly("CALLS 40", "ACCESSES 50");
      assertThat(copier.visit(60, EdgeKind.CALLS)).isTrue();
      assertThat(copier.visit(61, EdgeKind.USES)).isTrue();
      assertThat(copier.visit(62, EdgeKind.EXTENDS)).isTrue();
      assertThat(cursor.next()).isTrue();
      cursor.clear();
      assertThat(copier.visit(70, EdgeKind.USES)).isTrue();
      assertThat(shown()).containsExactly("USES 70");
    }
  }

  @Test
  void takesManyRuns() {
    NeighborCursor wide = new NeighborCursor(100);
    for (int i = 0; i < 100; i++) {
      assertThat(wide.copier().visit(i, new EdgeKind("kind-" + i))).isTrue();
    }
    for (int i = 0; i < 100; i++) {
      assertThat(wide.next()).isTrue();
      assertThat(wide.node()).isEqualTo(i);
      assertThat(wide.kind().name()).isEqualTo("kind-" + i);
    }
    assertThat(wide.next()).isFalse();
  }
}
