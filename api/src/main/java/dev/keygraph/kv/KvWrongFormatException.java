package dev.keygraph.kv;

import org.jspecify.annotations.Nullable;

/** The directory holds another engine's store, a newer format, or something else altogether. */
public final class KvWrongFormatException extends KvException {
  private static final long serialVersionUID = 1L;

  /**
   * An error that names the engine, the path, what happened and the way out.
   *
   * @param message for the person who reads it
   * @param cause the engine's own exception, or {@code null}
   */
  public KvWrongFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * An error without a cause of the engine's own.
   *
   * @param message for the person who reads it
   */
  public KvWrongFormatException(String message) {
    this(message, null);
  }
}
