package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.graph.Texts;
import dev.keygraph.graph.UnitChange;
import dev.keygraph.graph.UnitInfo;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one commit does to units: several changes of one unit are one. */
final class ChangedUnits {
  private final Map<String, UnitChange> changes = new HashMap<>();

  /** Notes a change; one of the two is not {@code null}. */
  void note(@Nullable UnitInfo before, @Nullable UnitInfo after) {
    UnitChange change = new UnitChange(before, after);
    String path = change.path();
    UnitChange earlier = changes.get(path);
    if (earlier == null) {
      changes.put(path, change);
    } else if (earlier.before() == null && after == null) {
      changes.remove(path);
    } else {
      changes.put(path, new UnitChange(earlier.before(), after));
    }
  }

  /** Returns the changes, by path. */
  List<UnitChange> list() {
    return sorted(changes.values());
  }

  /** Returns all units that there are, as added. */
  static List<UnitChange> allOf(KvReader reader) {
    List<UnitChange> all = new ArrayList<>();
    byte[] lower = Keys.tag(Keys.UNIT);
    reader.scan(
        lower,
        Keys.behind(lower),
        ScanDirection.FORWARD,
        (key, value) ->
            all.add(
                new UnitChange(
                    null, UnitRecord.decode(key.toByteArray(), value.toByteArray()).info())));
    return sorted(all);
  }

  private static List<UnitChange> sorted(Collection<UnitChange> changes) {
    List<UnitChange> sorted = new ArrayList<>(changes);
    sorted.sort(Comparator.comparing(UnitChange::path, Texts::compare));
    return sorted;
  }
}
