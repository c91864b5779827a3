package dev.keygraph.compare.worker;

import dev.keygraph.compare.code.UnitFile;
import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.Contenders;
import dev.keygraph.compare.contender.OpenOptions;
import dev.keygraph.graph.UnitContent;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;

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
        load(contender, task, parent, new AtomicLong());
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

  /**
   * Loads the units of a task.
   *
   * @param count counts the units
   * @return how many entries were written, or -1 if that is not known
   */
  static long load(Contender contender, WorkerTask task, Parent parent, AtomicLong count)
      throws IOException {
    try (UnitFile.Reader units = new UnitFile.Reader(task.units())) {
      return contender.load(counted(units, parent, count));
    }
  }

  private static Iterator<UnitContent> counted(
      Iterator<UnitContent> units, Parent parent, AtomicLong count) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return units.hasNext();
      }

      @Override
      public UnitContent next() {
        parent.progress("loading", count.incrementAndGet(), -1);
        return units.next();
      }
    };
  }
}
