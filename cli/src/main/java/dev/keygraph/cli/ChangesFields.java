package dev.keygraph.cli;

import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.baseline.Change;
import dev.keygraph.compare.report.baseline.Changes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What changed since a baseline, as fields of JSON. */
final class ChangesFields {
  private ChangesFields() {}

  static Map<String, Object> of(Changes changes) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("margin", changes.margin());
    fields.put("compared", changes.compared());
    fields.put("worse", all(changes.worse()));
    fields.put("better", all(changes.better()));
    fields.put("missing", changes.missing().stream().map(ChangesFields::key).toList());
    fields.put("cautions", changes.cautions());
    return fields;
  }

  private static List<Map<String, Object>> all(List<Change> changes) {
    return changes.stream().map(ChangesFields::change).toList();
  }

  private static Map<String, Object> change(Change change) {
    Figure now = change.now();
    Map<String, Object> fields = key(now.key());
    fields.put("before", change.before().median());
    fields.put("now", now.median());
    fields.put("unit", now.unit());
    return fields;
  }

  private static Map<String, Object> key(Key key) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("contender", key.contender());
    fields.put("section", key.section().name());
    fields.put("name", key.name());
    fields.put("parameters", key.parameters());
    return fields;
  }
}
