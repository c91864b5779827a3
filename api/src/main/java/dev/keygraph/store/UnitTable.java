package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.UnitInfo;
import dev.keygraph.kv.KvReader;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The units of a store that may be damaged, by id: what the manifest and the paths say together.
 * They hold the same twice, so that one of them may be lost.
 */
final class UnitTable {

  /**
   * A unit.
   *
   * @param info its entry in the manifest, or {@code null} where that is lost
   */
  record Entry(int id, String path, @Nullable UnitInfo info) {}

  private static final FindingSink UNHEARD = (part, place, problem) -> {};

  private final TreeMap<Integer, Entry> entries = new TreeMap<>();
  private final Map<Integer, String> paths = new TreeMap<>();
  private final Map<String, Integer> ids = new HashMap<>();

  private UnitTable() {}

  /**
   * Reads the units of a store. What a scan does not reach behind damage is looked up one by one.
   *
   * @param findings is told what cannot be read, but not what the parts say differently
   */
  static UnitTable read(KvReader reader, FindingSink findings) {
    UnitTable table = new UnitTable();
    if (!scan(reader, KeyPart.UNIT_PATHS, findings, table::addPath)) {
      table.lookUpPaths(reader);
    }
    if (!scan(reader, KeyPart.MANIFEST, findings, table::addRecord)) {
      table.lookUpRecords(reader);
    }
    Set<String> known = new HashSet<>();
    table.entries.values().forEach(entry -> known.add(entry.path()));
    table.paths.forEach(
        (id, path) -> {
          if (!table.entries.containsKey(id) && !known.contains(path) && hasContent(reader, id)) {
            table.entries.put(id, new Entry(id, path, null));
            known.add(path);
          }
        });
    return table;
  }

  private void lookUpPaths(KvReader reader) {
    byte[] state = DamagedReads.get(reader, KeyPart.META, UNHEARD, CommitState.STATE_KEY);
    int next;
    try {
      next = state == null ? 0 : StateRecord.decode(state).nextUnit();
    } catch (MalformedBytesException e) {
      return;
    }
    for (int id = 1; id < next; id++) {
      byte[] key = Keys.id(Keys.UNIT_PATH, id);
      byte[] value = DamagedReads.get(reader, KeyPart.UNIT_PATHS, UNHEARD, key);
      if (value != null) {
        addPath(key, value);
      }
    }
  }

  private void lookUpRecords(KvReader reader) {
    for (String path : paths.values()) {
      byte[] key = UnitRecord.key(path);
      byte[] value = DamagedReads.get(reader, KeyPart.MANIFEST, UNHEARD, key);
      if (value != null) {
        take(key, value, KeyPart.MANIFEST, UNHEARD, this::addRecord);
      }
    }
  }

  /** Takes an entry apart. */
  private interface Taker {
    void take(byte[] key, byte[] value);
  }

  private static boolean scan(KvReader reader, KeyPart part, FindingSink findings, Taker taker) {
    byte[] lower = Keys.tag(part.tag());
    return DamagedReads.scan(
        reader,
        part,
        findings,
        lower,
        Keys.behind(lower),
        (key, value) -> {
          take(key.toByteArray(), value.toByteArray(), part, findings, taker);
          return true;
        });
  }

  private static void take(
      byte[] key, byte[] value, KeyPart part, FindingSink findings, Taker taker) {
    try {
      taker.take(key, value);
    } catch (MalformedBytesException | IllegalArgumentException e) {
      findings.found(part.title(), KeyPlace.hex(key), "cannot be read: " + e.getMessage());
    }
  }

  private void addPath(byte[] key, byte[] value) {
    if (key.length != 1 + Integer.BYTES || key[1] < 0) {
      throw new MalformedBytesException("this is no unit's id");
    }
    int id = KeyPlace.int32(key, Keys.ID_OFFSET);
    String path = TextBytes.decode(value, 0, value.length);
    paths.put(id, path);
    ids.putIfAbsent(path, id);
  }

  private void addRecord(byte[] key, byte[] value) {
    UnitRecord record = UnitRecord.decode(key, value);
    String path = record.info().path();
    int id = record.id();
    if (!path.equals(paths.get(id))) {
      id = ids.getOrDefault(path, id);
    }
    if (id > 0) {
      entries.putIfAbsent(id, new Entry(id, path, record.info()));
    }
  }

  private static boolean hasContent(KvReader reader, int id) {
    byte[] lower = Keys.id(Keys.CONTENT, id);
    boolean[] found = {false};
    boolean readable =
        DamagedReads.scan(
            reader,
            KeyPart.CONTENT,
            UNHEARD,
            lower,
            Keys.behind(lower),
            (key, value) -> {
              found[0] = true;
              return false;
            });
    return found[0] || !readable;
  }

  int size() {
    return entries.size();
  }

  /** Returns the highest id, or 0. */
  int highestId() {
    return entries.isEmpty() ? 0 : entries.lastKey();
  }

  /** Returns the units, by ascending id. */
  List<Entry> all() {
    return new ArrayList<>(entries.values());
  }

  /** Returns the path of a unit, or {@code null}. */
  @Nullable String path(int id) {
    Entry entry = entries.get(id);
    return entry == null ? null : entry.path();
  }

  /** Returns the path of a unit as the paths have it, and not the manifest, or {@code null}. */
  @Nullable String statedPath(int id) {
    return paths.get(id);
  }

  /** Returns the paths of units from that of unit 1, as far as there are any. */
  List<String> pathsFromUnitOne() {
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        Entry entry = entries.get(index + 1);
        return entry == null ? "" : entry.path();
      }

      @Override
      public int size() {
        return highestId();
      }
    };
  }
}
