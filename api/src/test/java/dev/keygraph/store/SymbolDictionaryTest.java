package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SymbolDictionaryTest {

  @Test
  void givesIdsInTheOrderOfFirstMentionAndKeepsTheBytes() {
    SymbolDictionary dictionary = new SymbolDictionary();
    Map<String, Integer> expected = new HashMap<>();
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      String symbol = "java/util/Type" + random.nextInt(50_000) + "#member()V";
      int known = expected.size();
      int id = expected.computeIfAbsent(symbol, s -> known);
      assertThat(id(dictionary, symbol)).isEqualTo(id);
    }
    assertThat(dictionary.size()).isEqualTo(expected.size());
    expected.forEach((symbol, id) -> assertThat(text(dictionary, id)).isEqualTo(symbol));
  }

  @Test
  void takesAnEmptySymbolFirstAndWhereABlockEnds() {
    SymbolDictionary first = new SymbolDictionary();
    assertThat(id(first, "")).isEqualTo(0);
    assertThat(text(first, 0)).isEmpty();
    SymbolDictionary atEnd = new SymbolDictionary();
    String block = "x".repeat(1 << 20);
    assertThat(id(atEnd, block)).isEqualTo(0);
    assertThat(id(atEnd, "")).isEqualTo(1);
    assertThat(text(atEnd, 0)).isEqualTo(block);
    assertThat(text(atEnd, 1)).isEmpty();
    assertThat(id(atEnd, "")).isEqualTo(1);
  }

  @Test
  void tellsSymbolsWithEqualHashesApart() {
    SymbolDictionary dictionary = new SymbolDictionary();
    for (int i = 0; i < 1_000; i++) {
      assertThat(dictionary.id(("s" + i).getBytes(StandardCharsets.UTF_8), 42)).isEqualTo(i);
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(dictionary.id(("s" + i).getBytes(StandardCharsets.UTF_8), 42)).isEqualTo(i);
    }
  }

  @Test
  void holdsSymbolsLongerThanItsBlocks() {
    SymbolDictionary dictionary = new SymbolDictionary();
    String huge = "x".repeat(3 << 20);
    assertThat(id(dictionary, "before")).isEqualTo(0);
    assertThat(id(dictionary, huge)).isEqualTo(1);
    assertThat(id(dictionary, "")).isEqualTo(2);
    assertThat(id(dictionary, huge)).isEqualTo(1);
    assertThat(text(dictionary, 1)).isEqualTo(huge);
    assertThat(text(dictionary, 2)).isEmpty();
  }

  private static int id(SymbolDictionary dictionary, String symbol) {
    byte[] bytes = symbol.getBytes(StandardCharsets.UTF_8);
    return dictionary.id(bytes, SymbolDictionary.hash(bytes));
  }

  private static String text(SymbolDictionary dictionary, int id) {
    int offset = dictionary.offset(id);
    byte[] bytes = Arrays.copyOfRange(dictionary.block(id), offset, offset + dictionary.length(id));
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
