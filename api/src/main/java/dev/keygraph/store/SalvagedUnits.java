package dev.keygraph.store;

import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.DamageSink;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The units of a store that may be damaged, as far as they can be read, by ascending id; the others
 * are passed over, and said. For one thread.
 */
public final class SalvagedUnits implements Iterator<UnitContent>, AutoCloseable {
  /** The part of the findings that name damaged places of the files, each once. */
  public static final String PLACES = "files";

  private static final String LAST_COMMIT = "last commit";

  private final KvSnapshot snapshot;
  private final FindingSink findings;
  private final Deque<UnitTable.Entry> rest;
  private final long size;
  private long lost;
  private @Nullable UnitContent next;

  /**
   * Begins to read the last commit of a store, or what is left of it.
   *
   * @param findings is told what cannot be read
   * @throws dev.keygraph.kv.KvWrongFormatException if the store has another format than this code
   * @throws dev.keygraph.kv.KvCorruptedException if nothing can be read
   */
  public SalvagedUnits(KvStore store, FindingSink findings) {
    this.snapshot = store.salvage(places(findings));
    this.findings = findings;
    try {
      MetaTable meta = MetaTable.read(store, snapshot, findings);
      UnitTable units = UnitTable.read(snapshot, findings);
      nameTwice(units, findings);
      rest = new ArrayDeque<>(units.all());
      size = units.size();
      // A unit that neither the manifest nor the paths name is missed by the counters alone.
      lost = Math.max(0, meta.state().units() - size);
      if (lost > 0) {
        findings.found(
            KeyPart.MANIFEST.title(), "%d of its units".formatted(lost), "neither named nor found");
      }
    } catch (RuntimeException | Error e) {
      snapshot.close();
      throw e;
    }
  }

  /** Returns what makes findings of damage to a store's files. */
  public static DamageSink places(FindingSink findings) {
    return new DamageSink() {
      @Override
      public void place(String place, String problem) {
        findings.found(PLACES, place, problem);
      }

      @Override
      public void commit(String problem) {
        findings.found(LAST_COMMIT, "the store", problem);
      }
    };
  }

  /** Returns how many units the store names. */
  public long size() {
    return size;
  }

  /** Returns how many units could not be read so far. */
  public long lost() {
    return lost;
  }

  /** A unit has one path: where it is said to have two, neither is known to be right. */
  private static void nameTwice(UnitTable units, FindingSink findings) {
    for (UnitTable.Entry entry : units.all()) {
      String other = units.statedPath(entry.id());
      if (other != null && !other.equals(entry.path())) {
        findings.found(
            KeyPart.MANIFEST.title(),
            entry.path(),
            "also called %s; the unit is kept by the former path, and both must be indexed again to be sure"
                .formatted(other));
      }
    }
  }

  @Override
  public boolean hasNext() {
    while (next == null && !rest.isEmpty()) {
      UnitTable.Entry entry = rest.remove();
      try {
        next = StoredUnits.read(snapshot, entry);
        if (entry.info() == null) {
          findings.found(
              KeyPart.MANIFEST.title(),
              entry.path(),
              "lost; the unit is kept as its content says, and must be indexed again to be sure");
        }
      } catch (MalformedBytesException e) {
        lost++;
        findings.found(
            KeyPart.CONTENT.title(),
            entry.path(),
            Objects.requireNonNullElse(e.getMessage(), "unreadable"));
      }
    }
    return next != null;
  }

  @Override
  public UnitContent next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more units");
    }
    UnitContent unit = Objects.requireNonNull(next);
    next = null;
    return unit;
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
