package dev.keygraph.engine.lmdb;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Finds the entries of a page that can be trusted: those that lie in it, next to one another, with
 * keys that ascend. Where two do not fit together, nothing says which one is wrong, and neither is
 * kept.
 */
final class PageEntries {
  private static final int MAX_KEY = 511;

  private final TreePage page;
  private final DamageNotes notes;
  private final boolean[] kept;
  private boolean whole = true;

  /** Looks at the places of all entries; {@code notes} are told what is wrong with them. */
  PageEntries(TreePage page, DamageNotes notes) {
    this.page = page;
    this.notes = notes;
    this.kept = new boolean[page.count()];
    keepThoseInThePage();
    dropThoseThatOverlap();
  }

  /**
   * Returns whether there is no sign that an entry is missing, or that the place of one is wrong.
   */
  boolean isWhole() {
    return whole;
  }

  /** Returns whether an entry is where an entry can be. */
  boolean isKept(int entry) {
    return kept[entry];
  }

  /** Returns those whose keys can be keys and ascend, of the entries from one on. */
  int[] ascending(int from) {
    int[] stack = new int[kept.length];
    int size = 0;
    for (int entry : kept(from)) {
      byte[] key = page.key(entry);
      if (key.length == 0 || key.length > MAX_KEY) {
        note(entry, "has a key of " + key.length + " bytes");
      } else if (size == 0 || Arrays.compareUnsigned(page.key(stack[size - 1]), key) < 0) {
        stack[size++] = entry;
      } else {
        note(stack[--size], "and the next one are not in order");
      }
    }
    return Arrays.copyOf(stack, size);
  }

  private int[] kept(int from) {
    return IntStream.range(from, kept.length).filter(entry -> kept[entry]).toArray();
  }

  private void keepThoseInThePage() {
    for (int i = 0; i < kept.length; i++) {
      try {
        page.check(i);
        kept[i] = true;
      } catch (PageDamageException e) {
        whole = false;
        notes.page(e);
      }
    }
  }

  /** Entries fill the end of a page, each at an even place, and leave no space between them. */
  private void dropThoseThatOverlap() {
    boolean all = whole;
    int[] byPlace =
        Arrays.stream(kept(0))
            .boxed()
            .sorted(Comparator.comparing(page::node))
            .mapToInt(entry -> entry)
            .toArray();
    if (all && page.node(byPlace[0]) != page.upper()) {
      note(byPlace[0], "leaves space before it");
    }
    for (int i = 0; i < byPlace.length; i++) {
      long end = page.end(byPlace[i]) + 1 & ~1L;
      boolean isLast = i + 1 == byPlace.length;
      int next = isLast ? page.bytes() : page.node(byPlace[i + 1]);
      if (end > next) {
        drop(byPlace[i], "runs into the next one");
        if (!isLast) {
          drop(byPlace[i + 1], "begins in another one");
        }
      } else if (all && end < next) {
        drop(byPlace[i], "leaves space behind it");
      }
    }
  }

  private void drop(int entry, String problem) {
    kept[entry] = false;
    note(entry, problem);
  }

  private void note(int entry, String problem) {
    whole = false;
    notes.page(new PageDamageException(page.number(), "entry " + entry + " " + problem));
  }
}
