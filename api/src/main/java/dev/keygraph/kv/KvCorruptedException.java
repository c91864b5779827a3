package dev.keygraph.kv;

import org.jspecify.annotations.Nullable;

/** The store's files are damaged; restore a backup, or index again into a new directory. */
public final class KvCorruptedException extends KvException {
  private static final long serialVersionUID = 1L;

  /**
   * An error that names the engine, the path, what happened and the way out.
   *
   * @param message for the person who reads it
   * @param cause the engine's own exception, or {@code null}
   */
  public KvCorruptedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * An error without a cause of the engine's own.
   *
   * @param message for the person who reads it
   */
  public KvCorruptedException(String message) {
    this(message, null);
  }
}
