package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphLimits;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any text is a symbol, a path, a name or a value. */
abstract class TextTests extends EditTests {
  private static final String NON_BMP = "\uD835\uDD38";

  /** Texts that begin each other, and that order differently as code units and as code points. */
  private static List<String> unusual() {
    List<String> texts = new ArrayList<>(Vocabulary.SYMBOLS);
    for (String text : List.of("\0", "\u0001", "\u007F", "\u0080", "\u07FF", "\u0800")) {
      texts.add("c" + text);
      texts.add("c" + text + "d");
      texts.add("c\0" + text);
    }
    for (String text :
        List.of("\uD7FF", "\uE000", "\uFFFD", "\uFFFF", NON_BMP, "\uD835", "\uDD38")) {
      texts.add("e" + text);
      texts.add("e" + text + "\0");
      texts.add("e" + text + text);
    }
    texts.add("line\nfeed\ttab\u001B[31m\u0085\u2028");
    texts.addAll(
        List.of("x/Iab", "x/\u0131ab", "x/\u017Fun", "x/Sun", "x/\u212Aelvin", "x/kelvin"));
    texts.add("a/b.c#d(e):f$g");
    texts.add("#");
    texts.add("/");
    texts.add("(");
    texts.add("$");
    texts.add("//.#$(");
    return texts;
  }

  /** Texts that keys cut, around where they do: 446 to 450 bytes, with escapes and without. */
  private static List<String> aroundTheCut() {
    List<String> texts = new ArrayList<>();
    for (int length = 445; length <= 450; length++) {
      texts.add("l".repeat(length));
      texts.add("p/" + "l".repeat(length - 4) + "\0" + "m");
      texts.add("p/" + "l".repeat(length - 3) + "\0");
      texts.add("n".repeat(length - 2) + "é");
      texts.add("n".repeat(length - 2) + NON_BMP);
      texts.add("o".repeat(length - 40) + "/T#" + "o".repeat(36) + "1");
      texts.add("o".repeat(length - 40) + "/T#" + "o".repeat(36) + "2");
    }
    String agreeing = "q/" + "r".repeat(500);
    texts.add(agreeing);
    texts.add(agreeing + "#Ab");
    texts.add(agreeing + "#Ac(X)");
    texts.add(agreeing + "/s#Ab");
    texts.add(agreeing + "/s/Type");
    return texts;
  }

  private void checkTexts(List<String> texts) {
    UnitContent.Builder all = UnitContent.builder("all");
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      all.define(text, NodeKind.FUNCTION, Attributes.builder().put(text, text).build());
      all.edge(text, EdgeKind.USES, texts.get((i + 1) % texts.size()));
    }
    List<UnitContent> units = new ArrayList<>(List.of(all.build()));
    for (String text : texts) {
      units.add(UnitContent.builder(text).edge("all", EdgeKind.CALLS, text).build());
    }
    units.forEach(writer()::replaceUnit);
    reopen();
    check(units);
    TestGraph imported = newGraph();
    imported.graph().importUnits(units.iterator(), ImportOptions.defaults());
    checkAgainst(new Facts(units), imported);
    writer().removeUnit("all");
    units.remove(0);
    for (int i = units.size() - 1; i >= 0; i -= 2) {
      writer().removeUnit(units.remove(i).path());
    }
    check(units);
  }

  private void check(List<UnitContent> units) {
    Facts facts = new Facts(units);
    try (GraphSnapshot snapshot = graph().snapshot()) {
      Comparison.assertSame(
          "answers",
          facts,
          new SnapshotAnswers(snapshot),
          Probes.of(
              facts.nodes().keySet(),
              facts.units().keySet(),
              List.of(NodeKind.FUNCTION),
              List.of(EdgeKind.USES)));
    }
    KeyCheck.check(main().store(), facts);
  }

  @Test
  final void unusualTextsAreKeptAndFoundAndOrdered() {
    checkTexts(unusual());
  }

  @Test
  final void longTextsThatAgreeAtTheirBeginningStayExact() {
    checkTexts(aroundTheCut());
  }

  @Test
  final void theLongestSymbolAndPathAreKept() {
    String longest = "é".repeat(GraphLimits.MAX_SYMBOL_BYTES / 2);
    String other = longest.substring(1) + "è";
    UnitContent unit =
        UnitContent.builder("x".repeat(GraphLimits.MAX_PATH_BYTES))
            .define(longest, NodeKind.STRUCT)
            .edge(longest, EdgeKind.USES, other)
            .build();
    writer().replaceUnit(unit);
    writer().putNode(null, other, NodeKind.FIELD, Attributes.EMPTY);
    reopen();
    assertThat(exists(longest)).isTrue();
    assertThat(kind(other)).isEqualTo(NodeKind.FIELD);
    assertThat(node(longest.substring(1))).isNegative();
    assertThat(unitContent(unit.path())).contains(unit);
    TestGraph imported = newGraph();
    imported.graph().importUnits(List.of(unit).iterator(), ImportOptions.defaults());
    KeyCheck.check(imported.store(), new Facts(List.of(unit)));
    writer().removeUnit(unit.path());
    assertThat(node(longest)).isNegative();
  }
}
