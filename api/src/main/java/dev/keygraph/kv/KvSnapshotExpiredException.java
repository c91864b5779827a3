package dev.keygraph.kv;

/** The snapshot was used after it had been closed for its age; a new one can be opened. */
public final class KvSnapshotExpiredException extends KvClosedException {
  private static final long serialVersionUID = 1L;

  /**
   * An error that names the limit and the option that sets it.
   *
   * @param message for the person who reads it
   */
  public KvSnapshotExpiredException(String message) {
    super(message);
  }
}
