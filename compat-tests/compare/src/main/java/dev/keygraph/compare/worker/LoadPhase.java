package dev.keygraph.compare.worker;

import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.Contenders;
import dev.keygraph.compare.contender.OpenOptions;
import dev.keygraph.compare.report.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Loads all units into an empty store. The time is from the first unit's bytes to the moment when
 * all are durable; opening is not in it, and closing is not, but what closing writes counts as
 * written.
 */
final class LoadPhase implements Phase {
  @Override
  public void run(WorkerTask task, Parent parent) throws IOException {
    ProcessFigures.resetPeakHeap();
    OptionalLong before = ProcessFigures.writtenBytes();
    AtomicLong units = new AtomicLong();
    double seconds;
    long entries;
    long size;
    try (Contender contender =
        Contenders.open(task.contender(), new OpenOptions(task.directory(), task.durability()))) {
      long start = System.nanoTime();
      entries = Stores.load(contender, task, parent, units);
      seconds = (System.nanoTime() - start) / 1e9;
      size = contender.bytesOnDisk();
    }
    tell(parent, "units", "units/s", false, units.get() / seconds);
    if (entries >= 0) {
      tell(parent, "entries", "entries/s", false, entries / seconds);
    }
    if (size > 0) {
      tell(parent, "size", "bytes", true, (double) size);
      amplification(task, parent, before);
    }
    tell(parent, "peak-heap", "bytes", true, (double) ProcessFigures.peakHeapBytes());
    ProcessFigures.peakResidentBytes()
        .ifPresent(bytes -> tell(parent, "peak-resident", "bytes", true, (double) bytes));
  }

  /** The code's size is the same for all, unlike that of the stores. */
  private static void amplification(WorkerTask task, Parent parent, OptionalLong before)
      throws IOException {
    OptionalLong after = ProcessFigures.writtenBytes();
    if (before.isEmpty() || after.isEmpty() || after.getAsLong() == before.getAsLong()) {
      parent.tell(
          new Message.Note(
              Section.LOAD,
              "The system does not say how much was written to this file system: there is no write"
                  + " amplification."));
      return;
    }
    double written = after.getAsLong() - before.getAsLong();
    tell(parent, "write-amplification", "x", true, written / Files.size(task.units()));
  }

  private static void tell(
      Parent parent, String name, String unit, boolean lowerIsBetter, double value) {
    parent.tell(
        new Message.Measured(Section.LOAD, name, Map.of(), unit, lowerIsBetter, value, null));
  }
}
