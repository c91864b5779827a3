package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.SymbolNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SymbolPartsTest {
  private final SymbolParts parts = new SymbolParts();

  @Provide
  Arbitrary<String> symbols() {
    Arbitrary<String> likely = Arbitraries.strings().withChars("aBc09_$#/.(:)[-; ").ofMaxLength(60);
    Arbitrary<String> ascii = Arbitraries.strings().ascii().ofMaxLength(40);
    return Arbitraries.oneOf(likely, ascii);
  }

  @Property
  void theyAreThoseOfTheText(@ForAll("symbols") String symbol, @ForAll("symbols") String before) {
    byte[] bytes = (before + symbol).getBytes(StandardCharsets.US_ASCII);
    assertThat(parts.split(bytes, before.length(), symbol.length())).isTrue();

    assertThat(text(parts.array(), parts.simpleNameStart(), parts.simpleNameEnd()))
        .isEqualTo(SymbolNames.simpleName(symbol));
    List<String> expected = new ArrayList<>();
    NodeTable.forEachInitials(symbol, expected::add);
    List<String> found = new ArrayList<>();
    parts.forEachInitials((initials, length) -> found.add(text(initials, 0, length)));
    assertThat(found).isEqualTo(expected);
  }

  @Example
  void thereAreNoneBeyondAscii() {
    byte[] bytes = "a/Tür#auf()".getBytes(StandardCharsets.UTF_8);
    assertThat(parts.split(bytes, 0, bytes.length)).isFalse();
  }

  private static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
  }
}
