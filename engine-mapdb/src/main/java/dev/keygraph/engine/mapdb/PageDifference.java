package dev.keygraph.engine.mapdb;

import java.io.IOException;
import java.util.Arrays;

/** Finds the byte ranges in which two versions of a page differ. */
final class PageDifference {
  /** Equal bytes between two differences that cost less than a range of their own. */
  private static final int GAP = 16;

  private PageDifference() {}

  /** Adds the ranges of {@code after} that differ from {@code before} to the journal's record. */
  static void write(long offset, byte[] before, byte[] after, Journal journal) throws IOException {
    int from = mismatch(before, after, 0);
    while (from < Pages.BYTES) {
      int to = from + 1;
      int next = to;
      while (next < Pages.BYTES && next - to < GAP) {
        if (before[next] != after[next]) {
          to = next + 1;
        }
        next++;
      }
      journal.range(offset + from, after, from, to - from);
      from = mismatch(before, after, to);
    }
  }

  private static int mismatch(byte[] before, byte[] after, int from) {
    int index = Arrays.mismatch(before, from, Pages.BYTES, after, from, Pages.BYTES);
    return index < 0 ? Pages.BYTES : from + index;
  }
}
