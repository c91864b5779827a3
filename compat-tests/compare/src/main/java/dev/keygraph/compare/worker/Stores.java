package dev.keygraph.compare.worker;

import dev.keygraph.compare.code.UnitFile;
import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.Contenders;
import dev.keygraph.compare.contender.OpenOptions;
import dev.keygraph.graph.UnitContent;
import java.io.IOException;
import java.util.Iterator;

/** Opens the contender of a task. */
final class Stores {
  private Stores() {}

  /**
   * Opens the contender, and loads the units if it is empty.
   *
   * @return the contender, which the caller closes
   * @throws IOException if the units cannot be read
   */
  static Contender openLoaded(WorkerTask task, Parent parent) throws IOException {
    Contender contender =
        Contenders.open(task.contender(), new OpenOptions(task.directory(), task.durability()));
    try {
      if (contender.isEmpty()) {
        load(contender, task, parent);
      }
      return contender;
    } catch (IOException | RuntimeException | Error e) {
      try {
        contender.close();
      } catch (RuntimeException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private static void load(Contender contender, WorkerTask task, Parent parent) throws IOException {
    try (UnitFile.Reader units = new UnitFile.Reader(task.units())) {
      contender.load(counted(units, parent));
    }
  }

  private static Iterator<UnitContent> counted(Iterator<UnitContent> units, Parent parent) {
    return new Iterator<>() {
      private long read;

      @Override
      public boolean hasNext() {
        return units.hasNext();
      }

      @Override
      public UnitContent next() {
        parent.progress("loading", ++read, -1);
        return units.next();
      }
    };
  }
}
