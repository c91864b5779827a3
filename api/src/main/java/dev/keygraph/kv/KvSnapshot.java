package dev.keygraph.kv;

/**
 * One state of a store, which never changes however long it is open. Any thread may use it; calls
 * run one at a time.
 */
public interface KvSnapshot extends KvReader, AutoCloseable {

  /** Frees the snapshot and its cursors, after calls in flight; a second call does nothing. */
  @Override
  void close();
}
