package dev.keygraph.cli.index;

import dev.keygraph.graph.UnitContent;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads class files into units, without a graph: the units that {@link Indexer} would add. */
public final class UnitReader {
  private UnitReader() {}

  /**
   * Reads sources, each whole.
   *
   * @param listener told about progress and what is left out
   * @param sink takes the units, each path once, on the calling thread
   */
  public static void read(
      List<ClassFiles> sources, IndexListener listener, Consumer<? super UnitContent> sink) {
    try (ReadAhead ahead = new ReadAhead(sources, Map.of())) {
      new ChangedUnits(ahead, Map.of(), listener).forEachRemaining(sink);
    }
  }
}
