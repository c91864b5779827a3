package dev.keygraph.graph;

import org.jspecify.annotations.Nullable;

/**
 * Changes a graph. Any thread may call; calls wait in a queue, and those that wait together share a
 * commit of the engine. Each call is atomic on its own and fails on its own. When a method returns,
 * its change is as durable as the store's level says, and every snapshot opened from then on shows
 * it.
 *
 * <p>All methods return the version of the commit that holds the change; where nothing changed, the
 * version at which that was seen. Interrupts do not cancel a write: the method returns its outcome
 * and the interrupt flag stays set.
 *
 * <p>Cost: the difference to what the units said before, times the depth of the engine's tree;
 * never the size of the graph.
 */
public interface GraphWriter {

  /** Makes {@code unit} the content of its path, whether or not there was one before. */
  default long replaceUnit(UnitContent unit) {
    return commit(UnitChanges.builder().replace(unit).build());
  }

  /**
   * Makes {@code unit} the content of its path if the path holds what the caller expects.
   *
   * @param expected the hash that the manifest shows for the path; {@code null}: no such unit
   * @throws UnitConflictException if it holds something else; nothing is changed then
   */
  default long replaceUnit(UnitContent unit, @Nullable ContentHash expected) {
    return commit(UnitChanges.builder().replaceExpecting(unit, expected).build());
  }

  /** Removes a unit; does nothing where the path holds none. */
  default long removeUnit(String path) {
    return commit(UnitChanges.builder().remove(path).build());
  }

  /**
   * Applies several changes at once: all or none.
   *
   * @throws UnitConflictException if a replacement's expectation fails; nothing is changed then
   */
  long commit(UnitChanges changes);

  /**
   * Adds a definition to a unit, or replaces the one it has of that symbol.
   *
   * @param unitPath the unit, made if need be; {@code null}: the implicit unit of {@code symbol},
   *     see {@link UnitContent#implicitPath}
   */
  long putNode(@Nullable String unitPath, String symbol, NodeKind kind, Attributes attributes);

  /**
   * Removes a definition, with the edges that this unit states from it; does nothing if it is
   * absent. A unit that is left with nothing is removed.
   *
   * @param unitPath the unit; {@code null}: the implicit unit of {@code symbol}
   */
  long removeNode(@Nullable String unitPath, String symbol);

  /**
   * Adds an edge to a unit, or replaces the attributes it states for it.
   *
   * @param unitPath the unit, made if need be; {@code null}: the implicit unit of {@code from}
   */
  long putEdge(
      @Nullable String unitPath, String from, EdgeKind kind, String to, Attributes attributes);

  /**
   * Removes an edge from a unit; does nothing if it is absent. A unit that is left with nothing is
   * removed.
   *
   * @param unitPath the unit; {@code null}: the implicit unit of {@code from}
   */
  long removeEdge(@Nullable String unitPath, String from, EdgeKind kind, String to);
}
