package dev.keygraph.compare.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a JSON object; absent ones are left out. */
final class Fields {
  private final Map<String, Object> map = new LinkedHashMap<>();

  Fields with(String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
    return this;
  }

  Map<String, Object> map() {
    return map;
  }
}
