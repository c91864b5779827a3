package dev.keygraph.engine.lmdb;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ranges of keys in which entries may be lost. Those that have keys in common become one. */
final class KeyRanges {

  /** A range: its first key, and the one behind its last key, or {@code null} for no end. */
  static final class Range {
    private final byte[] lower;
    private final byte @Nullable [] upper;
    private final long page;

    private Range(byte[] lower, byte @Nullable [] upper, long page) {
      this.lower = lower;
      this.upper = upper;
      this.page = page;
    }

    /** Returns the number of the page that is why. */
    long page() {
      return page;
    }

    private boolean endsBehind(byte[] key) {
      return upper == null || Arrays.compareUnsigned(upper, key) > 0;
    }

    private Range with(Range other) {
      byte[] otherUpper = other.upper;
      boolean otherEndsLater = otherUpper == null || !endsBehind(otherUpper);
      return new Range(
          Arrays.compareUnsigned(lower, other.lower) < 0 ? lower : other.lower,
          upper != null && otherEndsLater ? otherUpper : upper,
          page);
    }
  }

  private final NavigableMap<byte[], Range> ranges = new TreeMap<>(Arrays::compareUnsigned);

  /**
   * Adds a range, unless it is empty.
   *
   * @param page the page that is why
   */
  void add(byte[] lower, byte @Nullable [] upper, long page) {
    Range range = new Range(lower, upper, page);
    if (range.endsBehind(lower)) {
      add(range);
    }
  }

  private void add(Range range) {
    Range all = range;
    for (Range other = first(all.lower, all.upper);
        other != null;
        other = first(all.lower, all.upper)) {
      ranges.remove(other.lower);
      all = other.with(all);
    }
    ranges.put(all.lower, all);
  }

  /** Adds all ranges of another set. */
  void addAll(KeyRanges others) {
    others.ranges.values().forEach(this::add);
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Returns the first range that has keys in common with another one, or {@code null}. */
  @Nullable Range first(byte[] lower, byte @Nullable [] upper) {
    Map.Entry<byte[], Range> floor = ranges.floorEntry(lower);
    if (floor != null && floor.getValue().endsBehind(lower)) {
      return floor.getValue();
    }
    Map.Entry<byte[], Range> next = ranges.higherEntry(lower);
    if (next == null || (upper != null && Arrays.compareUnsigned(next.getKey(), upper) >= 0)) {
      return null;
    }
    return next.getValue();
  }

  /** Returns whether two keys, the first one first, are in the same range. */
  boolean hasBoth(byte[] first, byte[] last) {
    Map.Entry<byte[], Range> floor = ranges.floorEntry(first);
    return floor != null && floor.getValue().endsBehind(last);
  }

  /** Returns the key right behind another one. */
  static byte[] behind(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }
}
