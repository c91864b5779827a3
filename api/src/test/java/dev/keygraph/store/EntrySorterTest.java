package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Entries come back complete, by unsigned key, equal keys in the order in which they were added.
 */
class EntrySorterTest {

  @Property(tries = 300)
  void sortsLikeTheStandardSort(
      @ForAll @Size(max = 400) List<@net.jqwik.api.From("keys") byte[]> keys,
      @ForAll @IntRange(min = 1, max = 500) int entriesInMemory)
      throws IOException {
    Path directory = Files.createTempDirectory("sorter");
    int[] files = {0};
    List<String> expected = new ArrayList<>();
    List<String> sorted = new ArrayList<>();
    List<String> again = new ArrayList<>();
    try (EntrySorter sorter = new EntrySorter(() -> directory.resolve("run" + files[0]++))) {
      List<byte[][]> entries = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        byte[] value = {(byte) (i >> 8), (byte) i};
        entries.add(new byte[][] {keys.get(i), value});
        sorter.add(keys.get(i), value);
        if (sorter.count() % entriesInMemory == 0) {
          sorter.spill();
        }
      }
      entries.sort(Comparator.comparing(entry -> entry[0], Arrays::compareUnsigned));
      entries.forEach(entry -> expected.add(text(entry[0], 0, entry[0].length, entry[1], 0, 2)));
      sorter.sort();
      sorter.forEach((k, ko, kl, v, vo, vl) -> sorted.add(text(k, ko, kl, v, vo, vl)));
      sorter.forEach((k, ko, kl, v, vo, vl) -> again.add(text(k, ko, kl, v, vo, vl)));
    }
    assertThat(sorted).isEqualTo(expected);
    assertThat(again).isEqualTo(expected);
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
    Files.delete(directory);
  }

  /** Few different bytes and lengths around the eight that are compared at once. */
  @Provide
  Arbitrary<byte[]> keys() {
    return Arbitraries.of((byte) 0, (byte) 1, (byte) 0x7F, (byte) 0x80, (byte) 0xFF)
        .array(byte[].class)
        .ofMinSize(0)
        .ofMaxSize(20);
  }

  private static String text(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    HexFormat hex = HexFormat.of();
    return hex.formatHex(key, keyOffset, keyOffset + keyLength)
        + "="
        + hex.formatHex(value, valueOffset, valueOffset + valueLength);
  }
}
