package dev.keygraph.conformance.graph;

import dev.keygraph.kv.KvStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Damage of one entry of a store, which the engine cannot tell from any other write: what a page
 * without a checksum may become.
 *
 * @param before the key that is damaged
 * @param after the key that it becomes, or {@code null} where it is lost
 * @param value the value of that
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody changes the arrays
record EntryDamage(byte[] before, byte @Nullable [] after, byte[] value) {
  /** The longest key that every engine takes. */
  private static final int MAX_KEY = 511;

  private static final int MORE = 5;
  private static final int MAX_SHOWN = 120;

  /** Returns any damage of any of some entries. */
  static EntryDamage any(NavigableMap<byte[], byte[]> entries, SplittableRandom random) {
    // By tag first: most keys have one of a few tags.
    List<byte[]> tags = new ArrayList<>();
    byte[] next = entries.firstKey();
    while (next != null) {
      tags.add(new byte[] {next[0]});
      next = entries.ceilingKey(new byte[] {(byte) (next[0] + 1)});
    }
    byte[] tag = tags.get(random.nextInt(tags.size()));
    List<byte[]> keys =
        new ArrayList<>(entries.subMap(tag, new byte[] {(byte) (tag[0] + 1)}).keySet());
    byte[] key = keys.get(random.nextInt(keys.size()));
    byte[] value = Objects.requireNonNull(entries.get(key));
    byte[] other = keys.get(random.nextInt(keys.size()));
    return switch (random.nextInt(7)) {
      case 0 -> new EntryDamage(key, null, value);
      case 1 -> new EntryDamage(key, changed(key, 1, random), value);
      case 2 -> new EntryDamage(key, cut(resized(key, 1, random)), value);
      case 3 -> new EntryDamage(key, key, resized(value, 0, random));
      case 4 -> new EntryDamage(key, key, Objects.requireNonNull(entries.get(other)));
      default -> new EntryDamage(key, key, changed(value, 0, random));
    };
  }

  private static byte[] changed(byte[] bytes, int from, SplittableRandom random) {
    if (bytes.length <= from) {
      return resized(bytes, from, random);
    }
    byte[] changed = bytes.clone();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      changed[from + random.nextInt(bytes.length - from)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private static byte[] resized(byte[] bytes, int least, SplittableRandom random) {
    int length = least + random.nextInt(bytes.length - least + MORE);
    byte[] resized = Arrays.copyOf(bytes, length);
    for (int i = bytes.length; i < resized.length; i++) {
      resized[i] = (byte) random.nextInt();
    }
    return resized;
  }

  private static byte[] cut(byte[] key) {
    return Arrays.copyOf(key, Math.min(MAX_KEY, key.length));
  }

  /** Does it to a store that has the entry. */
  void applyTo(KvStore store) {
    store.write(
        transaction -> {
          transaction.delete(before);
          if (after != null) {
            transaction.put(after, value);
          }
          return true;
        });
  }

  @Override
  public String toString() {
    return "%s became %s with value %s"
        .formatted(hex(before), after == null ? "nothing" : hex(after), hex(value));
  }

  private static String hex(byte[] bytes) {
    String text = HexFormat.of().formatHex(bytes);
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
  }
}
