package dev.keygraph.kv;

import org.jspecify.annotations.Nullable;

/** The disk, a quota or the engine's map is full; the transaction was rolled back. */
public final class KvOutOfSpaceException extends KvException {
  private static final long serialVersionUID = 1L;

  /**
   * An error that names the engine, the path, what happened and the way out.
   *
   * @param message for the person who reads it
   * @param cause the engine's own exception, or {@code null}
   */
  public KvOutOfSpaceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * An error without a cause of the engine's own.
   *
   * @param message for the person who reads it
   */
  public KvOutOfSpaceException(String message) {
    this(message, null);
  }
}
