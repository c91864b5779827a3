package dev.keygraph.engine.lmdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tree in spite of damage: what is damaged is passed over. What a page has must belong to
 * the place that its parents give it, no page is used twice, and none that is said to be free.
 *
 * <p>A leaf whose parents are damaged is found where all other pages are known: it is one that
 * nothing leads to, and that is not free. Its keys are to be among those that are missing.
 */
final class SalvageWalk {
  private static final byte[] NO_KEY = {};

  private final PageFile file;
  private final MetaPage meta;
  private final DamageNotes notes;
  private final SalvagedTree tree;

  /** Where pages are missing. */
  private final KeyRanges holes = new KeyRanges();

  /** Where entries of pages are missing that are there. */
  private final KeyRanges gaps = new KeyRanges();

  private TakenPages taken;
  private BitSet free = new BitSet();
  private boolean freeIsKnown;

  private SalvageWalk(PageFile file, DamageNotes notes) {
    this.file = file;
    this.meta = file.latest();
    this.notes = notes;
    this.tree = new SalvagedTree(file);
    this.taken = new TakenPages(file, meta);
  }

  /** Reads the tree of a file's last commit; {@code notes} are told what is damaged. */
  static SalvagedTree read(PageFile file, DamageNotes notes) {
    SalvageWalk walk = new SalvageWalk(file, notes);
    walk.readFree();
    walk.readTree();
    walk.readOrphans();
    walk.settle();
    return walk.tree;
  }

  private void readFree() {
    try {
      free = new SoundTree(file, taken).freePages(meta);
      int both = taken.firstIn(free);
      if (both >= 0) {
        throw new PageDamageException(both, "it is in use, and said to be free");
      }
      freeIsKnown = true;
    } catch (PageDamageException e) {
      notes.page(e);
    } catch (IOException e) {
      notes.page(meta.free().root(), e);
    }
    if (!freeIsKnown) {
      // What a damaged page leads to is not to be missed elsewhere.
      free = new BitSet();
      taken = new TakenPages(file, meta);
    }
  }

  private void readTree() {
    if (!meta.main().isEmpty()) {
      walk(meta.main().root(), meta.main().depth(), NO_KEY, null);
    }
  }

  /** Recursion is bounded by the depth. */
  private void walk(long number, int levels, byte[] lower, byte @Nullable [] upper) {
    try {
      if (number < taken.pages() && free.get((int) number)) {
        // One of both is wrong, and then no page is known to be none of the tree.
        freeIsKnown = false;
        throw new PageDamageException(number, "it is in use, and said to be free");
      }
      TreePage page = taken.look(number, levels == 1);
      if (levels == 1) {
        leaf(page, lower, upper);
      } else {
        branch(page, levels, lower, upper);
      }
    } catch (PageDamageException e) {
      notes.page(e);
      holes.add(lower, upper, number);
    } catch (IOException e) {
      notes.page(number, e);
      holes.add(lower, upper, number);
    }
  }

  private void leaf(TreePage page, byte[] lower, byte @Nullable [] upper)
      throws PageDamageException {
    PageEntries entries = new PageEntries(page, notes);
    int[] ascending = entries.ascending(0);
    int[] own = within(page, ascending, lower, upper);
    taken.take(page);
    int[] readable = readable(page, own);
    if (readable.length > 0) {
      tree.add(SalvagedLeaf.of(page, readable));
    }
    if (!entries.isWhole() || readable.length < page.count()) {
      gaps.add(lower, upper, page.number());
      for (int entry : ascending) {
        byte[] key = page.key(entry);
        gaps.add(key, KeyRanges.behind(key), page.number());
      }
    }
  }

  /** Returns those of a page's entries whose keys are in a range: a page without any is astray. */
  private int[] within(TreePage page, int[] entries, byte[] lower, byte @Nullable [] upper)
      throws PageDamageException {
    int[] own =
        Arrays.stream(entries)
            .filter(
                entry -> {
                  byte[] key = page.key(entry);
                  return Arrays.compareUnsigned(key, lower) >= 0
                      && (upper == null || Arrays.compareUnsigned(key, upper) < 0);
                })
            .toArray();
    if (own.length < entries.length || own.length == 0) {
      PageDamageException astray =
          new PageDamageException(
              page.number(),
              "%d of its keys are not those of its place".formatted(entries.length - own.length));
      if (own.length == 0) {
        throw astray;
      }
      notes.page(astray);
    }
    return own;
  }

  /** Returns those entries whose values can be read. */
  private int[] readable(TreePage page, int[] entries) {
    return IntStream.of(entries)
        .filter(
            entry -> {
              try {
                if (page.isBig(entry)) {
                  taken.value(page, entry);
                }
                return true;
              } catch (PageDamageException e) {
                notes.page(e);
              } catch (IOException e) {
                notes.page(page.valuePage(entry), e);
              }
              return false;
            })
        .toArray();
  }

  private void branch(TreePage page, int levels, byte[] lower, byte @Nullable [] upper)
      throws PageDamageException {
    PageEntries entries = new PageEntries(page, notes);
    int[] separators = within(page, entries.ascending(1), lower, upper);
    taken.take(page);
    if (!entries.isWhole()) {
      holes.add(lower, upper, page.number());
    }
    byte[] from = lower;
    int next = 0;
    for (int i = 0; i < page.count(); i++) {
      if (next < separators.length && separators[next] == i) {
        from = page.key(separators[next++]);
      } else if (i > 0) {
        from = behindTheLast(from);
      }
      byte[] to = next < separators.length ? page.key(separators[next]) : upper;
      if (entries.isKept(i)) {
        walk(page.child(i), levels - 1, from, to);
      }
    }
  }

  /** Where a key of a branch is lost, two pages share a range, and the latter one's is the rest. */
  private byte[] behindTheLast(byte[] from) {
    byte[] last = tree.lastKey();
    return last != null && Arrays.compareUnsigned(last, from) >= 0 ? KeyRanges.behind(last) : from;
  }

  private void readOrphans() {
    if (holes.isEmpty() || !freeIsKnown) {
      return;
    }
    List<SalvagedLeaf> found =
        new OrphanLeaves(file, taken, free, notes)
            .find(
                leaf ->
                    holes.hasBoth(leaf.first(), leaf.last())
                        && tree.hasNone(leaf.first(), leaf.last()));
    List<SalvagedLeaf> added = new ArrayList<>();
    for (SalvagedLeaf leaf : found) {
      try {
        TreePage page = taken.tree(leaf.page(), /* leaf= */ true);
        int[] readable = readable(page, leaf.entries());
        if (readable.length > 0) {
          SalvagedLeaf orphan = SalvagedLeaf.of(page, readable);
          tree.add(orphan);
          added.add(orphan);
        }
      } catch (PageDamageException e) {
        notes.page(e);
      } catch (IOException e) {
        notes.page(leaf.page(), e);
      }
    }
    if (tree.entries() > meta.main().entries()) {
      // They are not all of this commit.
      added.forEach(tree::remove);
    }
  }

  /** Where as many entries were found as there are, none is lost, whatever is damaged. */
  private void settle() {
    boolean all = tree.entries() == meta.main().entries() && gaps.isEmpty();
    if (!all) {
      if (holes.isEmpty() && gaps.isEmpty()) {
        notes.commit(
            "it is said to have %d entries, and %d are there"
                .formatted(meta.main().entries(), tree.entries()));
      }
      tree.lose(holes);
      tree.lose(gaps);
    }
  }
}
