package dev.keygraph.store;

import dev.keygraph.graph.GraphWriter;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.ImportProgress;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitContent;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** Imports units into a graph that holds some already, a number of whole units a commit. */
final class FilledGraphImport {
  private final GraphWriter writer;
  private final ImportOptions options;

  FilledGraphImport(GraphWriter writer, ImportOptions options) {
    this.writer = writer;
    this.options = options;
  }

  /** Returns the number of units. */
  long run(Iterator<UnitContent> units) {
    Set<String> paths = new HashSet<>();
    long done = 0;
    while (units.hasNext()) {
      UnitChanges.Builder changes = UnitChanges.builder();
      int count = 0;
      while (count < options.unitsPerCommit() && units.hasNext()) {
        UnitContent unit = units.next();
        if (!paths.add(unit.path())) {
          throw ImportEntries.cameBefore(unit.path());
        }
        changes.replace(unit);
        count++;
      }
      writer.commit(changes.build());
      done += count;
      options.progress().update(ImportProgress.Phase.UNITS, done, -1);
    }
    return done;
  }
}
