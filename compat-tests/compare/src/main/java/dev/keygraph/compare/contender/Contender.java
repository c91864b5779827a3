package dev.keygraph.compare.contender;

import dev.keygraph.graph.UnitContent;
import java.util.Iterator;

/**
 * An open store of a contender. One thread loads, saves and closes; any number of threads have
 * readers of their own meanwhile.
 */
public interface Contender extends AutoCloseable {

  /** Returns whether nothing was loaded yet. */
  boolean isEmpty();

  /**
   * Loads units into the empty store, all or none, and makes them durable.
   *
   * @param units each path once
   * @return how many entries (keys, rows) were written, or -1 if that is not known
   */
  long load(Iterator<UnitContent> units);

  /**
   * Makes a unit the content of its path, as durable as the store was opened to be. Readers that
   * are opened afterwards show it.
   */
  void save(UnitContent unit);

  /**
   * Returns how long the engine's commits took so far, all together, in nanoseconds: from the
   * moment when it was told what changes, to the moment when it is durable. Each save adds to it
   * before it returns.
   */
  long commitNanos();

  /**
   * Opens a reader of what was loaded and saved last. It does not change while it is open.
   *
   * @return a reader for one thread, which closes it
   */
  ContenderReader reader();

  /** Returns the bytes of the store's files, 0 without any. */
  long bytesOnDisk();

  /** Closes the store in order. */
  @Override
  void close();
}
