package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextDictionaryTest {

  @Test
  void givesIdsInTheOrderOfFirstMentionAndKeepsTheBytes() {
    TextDictionary dictionary = new TextDictionary();
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
    TextDictionary first = new TextDictionary();
    assertThat(id(first, "")).isEqualTo(0);
    assertThat(text(first, 0)).isEmpty();
    TextDictionary atEnd = new TextDictionary();
    String block = "x".repeat(1 << 18);
    assertThat(id(atEnd, block)).isEqualTo(0);
    assertThat(id(atEnd, "")).isEqualTo(1);
    assertThat(text(atEnd, 0)).isEqualTo(block);
    assertThat(text(atEnd, 1)).isEmpty();
    assertThat(id(atEnd, "")).isEqualTo(1);
  }

  @Test
  void tellsSymbolsWithEqualHashesApart() {
    TextDictionary dictionary = new TextDictionary();
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = ("s" + i).getBytes(StandardCharsets.UTF_8);
      assertThat(dictionary.id(bytes, 0, bytes.length, 42)).isEqualTo(i);
    }
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = ("s" + i).getBytes(StandardCharsets.UTF_8);
      assertThat(dictionary.id(bytes, 0, bytes.length, 42)).isEqualTo(i);
    }
  }

  @Test
  void holdsSymbolsLongerThanItsBlocks() {
    TextDictionary dictionary = new TextDictionary();
    String huge = "x".repeat(3 << 20);
    assertThat(id(dictionary, "before")).isEqualTo(0);
    assertThat(id(dictionary, huge)).isEqualTo(1);
    assertThat(id(dictionary, "")).isEqualTo(2);
    assertThat(id(dictionary, huge)).isEqualTo(1);
    assertThat(text(dictionary, 1)).isEqualTo(huge);
    assertThat(text(dictionary, 2)).isEmpty();
  }

  private static int id(TextDictionary dictionary, String symbol) {
    byte[] bytes = symbol.getBytes(StandardCharsets.UTF_8);
    return dictionary.id(bytes, 0, bytes.length, TextDictionary.hash(bytes, 0, bytes.length));
  }

  private static String text(TextDictionary dictionary, int id) {
    int offset = dictionary.offset(id);
    byte[] bytes = Arrays.copyOfRange(dictionary.block(id), offset, offset + dictionary.length(id));
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
