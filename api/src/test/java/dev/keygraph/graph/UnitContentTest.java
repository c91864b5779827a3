package dev.keygraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The hash of a unit is part of what stores hold: it must never become another one. */
final class UnitContentTest {
  /** Longer than whatever gathers bytes for the digest, and no multiple of it. */
  private static final String LONG = "0123456789abc".repeat(2_001);

  private static final List<String> TEXTS =
      List.of("", "a", "é", "\uD800", "\uDC00\uD800", "\uD83D\uDE00", LONG, LONG + "\uDFFF");

  @Test
  void theHashIsThatOfEachPartAndItsLength() throws IOException {
    UnitContent.Builder unit = UnitContent.builder("path");
    for (int i = 0; i < TEXTS.size(); i++) {
      Attributes attributes = Attributes.of(Map.of(TEXTS.get(i), "value", "name", TEXTS.get(i)));
      unit.define(TEXTS.get(i), NodeKind.FUNCTION, attributes);
      unit.edge(TEXTS.get(i), EdgeKind.CALLS, "x" + i, attributes);
      unit.edge(TEXTS.get(i), EdgeKind.USES, TEXTS.get((i + 1) % TEXTS.size()));
    }
    UnitContent content = unit.build();
    assertThat(content.hash()).isEqualTo(ContentHash.of(bytes(content)));
  }

  private static byte[] bytes(UnitContent unit) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(unit.symbolCount());
    for (int i = 0; i < unit.symbolCount(); i++) {
      write(out, unit.symbol(i));
    }
    out.writeInt(unit.definitionCount());
    for (int i = 0; i < unit.definitionCount(); i++) {
      out.writeInt(unit.definitionRank(i));
      write(out, unit.definitionKind(i).name());
      write(out, unit.definitionAttributes(i));
    }
    out.writeInt(unit.edgeCount());
    for (int i = 0; i < unit.edgeCount(); i++) {
      out.writeInt(unit.edgeFromRank(i));
      write(out, unit.edgeKind(i).name());
      out.writeInt(unit.edgeToRank(i));
      write(out, unit.edgeAttributes(i));
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Attributes attributes) throws IOException {
    out.writeInt(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      write(out, attributes.name(i));
      write(out, attributes.value(i));
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    out.writeInt(2 * text.length());
    out.writeChars(text);
  }

  @Test
  void attributesAreOrderedByCodePointsHoweverTheyAreGiven() {
    // As chars, the emoji comes before U+FFFF; as a code point, behind it.
    List<String> ordered = List.of("a", "b", "\uFFFF", "\uD83D\uDE00");
    Map<String, String> forward = new LinkedHashMap<>();
    Map<String, String> backward = new LinkedHashMap<>();
    for (int i = 0; i < ordered.size(); i++) {
      forward.put(ordered.get(i), "value");
      backward.put(ordered.get(ordered.size() - 1 - i), "value");
    }
    for (Map<String, String> map : List.of(forward, backward)) {
      Attributes attributes = Attributes.of(map);
      assertThat(attributes.asMap().keySet()).containsExactlyElementsOf(ordered);
      assertThat(attributes).isEqualTo(Attributes.of(forward));
    }
  }

  @Test
  void aUnitIsTheSameInWhateverOrderItWasStated() {
    UnitContent.Builder one = UnitContent.builder("path");
    UnitContent.Builder other = UnitContent.builder("path");
    for (int i = 0; i < 20; i++) {
      state(one, i);
      state(other, 19 - i);
    }
    assertThat(one.build()).isEqualTo(other.build());
    assertThat(one.build().toBuilder().build()).isEqualTo(other.build());
  }

  private static void state(UnitContent.Builder unit, int number) {
    unit.define("f" + number, NodeKind.FUNCTION);
    unit.edge("f" + number, EdgeKind.CALLS, "f" + number * 7 % 20);
    unit.edge("f" + number * 3 % 20, EdgeKind.USES, "t" + number);
  }
}
