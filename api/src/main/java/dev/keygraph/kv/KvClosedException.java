package dev.keygraph.kv;

import org.jspecify.annotations.Nullable;

/** The store, snapshot, cursor or transaction was used after it was closed. */
public class KvClosedException extends KvException {
  private static final long serialVersionUID = 1L;

  /**
   * An error that names the engine, the path, what happened and the way out.
   *
   * @param message for the person who reads it
   * @param cause the engine's own exception, or {@code null}
   */
  public KvClosedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * An error without a cause of the engine's own.
   *
   * @param message for the person who reads it
   */
  public KvClosedException(String message) {
    this(message, null);
  }
}
