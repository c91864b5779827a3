package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvCursor;

/** What a {@link GuardedCursor} needs to know of the snapshot or transaction that it belongs to. */
interface GuardedReader {

  /**
   * Begins a use of the reader by this thread.
   *
   * @throws dev.keygraph.kv.KvClosedException if the reader is closed
   */
  void enter();

  /** Begins a use like {@link #enter}, unless the reader is closed; returns whether it did. */
  boolean enterIfOpen();

  /** Ends the use. */
  void exit();

  /** Returns how often the reader's content changed. */
  long mutations();

  /** Opens a cursor of the engine; the reader is entered. */
  KvCursor openCursor();

  /** Forgets a cursor, which is closed. */
  void forget(GuardedCursor cursor);

  /** Returns the sizes that the engine accepts. */
  SizeLimits limits();

  /** Returns what messages call the store. */
  StoreName name();
}
