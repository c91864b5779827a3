package dev.keygraph.kv;

import org.jspecify.annotations.Nullable;

/** What goes wrong with a store; the subclasses are named for what a caller can do about it. */
public class KvException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error that names the engine, the path, what happened and the way out.
   *
   * @param message for the person who reads it
   * @param cause the engine's own exception, or {@code null}
   */
  public KvException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * An error without a cause of the engine's own.
   *
   * @param message for the person who reads it
   */
  public KvException(String message) {
    this(message, null);
  }
}
