package dev.keygraph.compare.code;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.UnitContent;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts lines of code, as units tell of them: of each source file the last line that anything in
 * it names. Comments and blank lines before that count, as they do for most who count lines. The
 * class files of one source file are known by their names. Not for several threads.
 */
public final class LineCount {
  private final Map<String, Integer> lastLines = new HashMap<>();
  private long lines;

  /** Counts a unit. */
  public void add(UnitContent unit) {
    int last = 0;
    for (int i = 0; i < unit.definitionCount(); i++) {
      last = Math.max(last, line(unit.definitionAttributes(i), Attributes.END_LINE));
    }
    for (int i = 0; i < unit.edgeCount(); i++) {
      last = Math.max(last, line(unit.edgeAttributes(i), Attributes.LINE));
    }
    String file = sourceFile(unit.path());
    int before = lastLines.getOrDefault(file, 0);
    if (last > before) {
      lastLines.put(file, last);
      lines += last - before;
    }
  }

  /** Returns the lines of all units so far; 0 if they name none. */
  public long lines() {
    return lines;
  }

  /** A nested type's class file is named after its outer type and a dollar sign. */
  static String sourceFile(String path) {
    int name = path.lastIndexOf('/') + 1;
    int dollar = path.indexOf('$', name + 1);
    return dollar < 0 ? path.replaceFirst("\\.class$", "") : path.substring(0, dollar);
  }

  private static int line(Attributes attributes, String name) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.name(i).equals(name)) {
        return Integer.parseInt(attributes.value(i));
      }
    }
    return 0;
  }
}
