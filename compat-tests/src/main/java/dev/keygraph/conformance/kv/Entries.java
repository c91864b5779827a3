package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Reads copies of entries, in each way that a reader offers. */
final class Entries {
  private Entries() {}

  static List<Entry> scan(
      KvReader reader, byte[] lower, byte @Nullable [] upper, ScanDirection direction) {
    List<Entry> entries = new ArrayList<>();
    boolean exhausted =
        reader.scan(
            lower,
            upper,
            direction,
            (key, value) -> entries.add(new Entry(key.toByteArray(), value.toByteArray())));
    assertThat(exhausted).as("scan says that the range was exhausted").isTrue();
    return entries;
  }

  static List<Entry> forward(KvReader reader) {
    return scan(reader, Bytes.EMPTY, null, ScanDirection.FORWARD);
  }

  static List<Entry> backward(KvReader reader) {
    return scan(reader, Bytes.EMPTY, null, ScanDirection.BACKWARD);
  }

  static List<Entry> of(Map<byte[], byte[]> map) {
    List<Entry> entries = new ArrayList<>(map.size());
    map.forEach((key, value) -> entries.add(new Entry(key, value)));
    return entries;
  }

  static NavigableMap<byte[], byte[]> toMap(Iterable<Entry> entries) {
    NavigableMap<byte[], byte[]> map = Bytes.map();
    for (Entry entry : entries) {
      map.put(entry.key(), entry.value());
    }
    return map;
  }

  static List<Entry> reversed(List<Entry> entries) {
    List<Entry> reversed = new ArrayList<>(entries);
    Collections.reverse(reversed);
    return reversed;
  }

  static List<Entry> walk(
      KvReader reader, byte[] lower, byte @Nullable [] upper, ScanDirection direction) {
    List<Entry> entries = new ArrayList<>();
    try (KvCursor cursor = reader.cursor()) {
      boolean forward = direction == ScanDirection.FORWARD;
      boolean valid =
          forward ? cursor.seek(lower) : upper == null ? cursor.last() : cursor.seekBefore(upper);
      while (valid) {
        assertThat(cursor.isValid()).isTrue();
        byte[] key = cursor.key().toByteArray();
        if (forward
            ? upper != null && Arrays.compareUnsigned(key, upper) >= 0
            : Arrays.compareUnsigned(key, lower) < 0) {
          return entries;
        }
        entries.add(new Entry(key, cursor.value().toByteArray()));
        valid = forward ? cursor.next() : cursor.previous();
      }
      assertThat(cursor.isValid()).isFalse();
    }
    return entries;
  }

  /**
   * Checks what holds in any state: keys ascend, and scans and cursors in both directions agree.
   *
   * @return the entries in ascending order
   */
  static List<Entry> checked(KvReader reader) {
    List<Entry> forward = forward(reader);
    for (int i = 1; i < forward.size(); i++) {
      byte[] previous = forward.get(i - 1).key();
      byte[] key = forward.get(i).key();
      assertThat(Arrays.compareUnsigned(previous, key))
          .as("order of %s and %s", Entry.show(previous), Entry.show(key))
          .isNegative();
    }
    check("backward scan", reversed(backward(reader)), forward);
    check("cursor forward", walk(reader, Bytes.EMPTY, null, ScanDirection.FORWARD), forward);
    check(
        "cursor backward",
        reversed(walk(reader, Bytes.EMPTY, null, ScanDirection.BACKWARD)),
        forward);
    return forward;
  }

  /** Checks that a reader holds exactly {@code expected}, whichever way it is read. */
  static void check(KvReader reader, Map<byte[], byte[]> expected) {
    check("entries", checked(reader), of(expected));
  }

  /** Compares lists by their first difference, since whole lists are unreadable in a message. */
  static void check(String what, List<Entry> actual, List<Entry> expected) {
    int common = Math.min(actual.size(), expected.size());
    for (int i = 0; i < common; i++) {
      if (!actual.get(i).equals(expected.get(i))) {
        assertThat(actual.get(i))
            .as("%s, number %d of %d", what, i, expected.size())
            .isEqualTo(expected.get(i));
      }
    }
    if (actual.size() != expected.size()) {
      List<Entry> longer = actual.size() > common ? actual : expected;
      throw new AssertionError(
          "%s: %d instead of %d; %s %s"
              .formatted(
                  what,
                  actual.size(),
                  expected.size(),
                  longer == actual ? "too many:" : "missing:",
                  longer.subList(common, Math.min(longer.size(), common + 8))));
    }
  }
}
