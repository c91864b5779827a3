package dev.keygraph.kv;

import org.jspecify.annotations.Nullable;

/** Another process, or this one, has the store open; close it there first. */
public final class KvLockedException extends KvException {
  private static final long serialVersionUID = 1L;

  /**
   * An error that names the engine, the path, what happened and the way out.
   *
   * @param message for the person who reads it
   * @param cause the engine's own exception, or {@code null}
   */
  public KvLockedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * An error without a cause of the engine's own.
   *
   * @param message for the person who reads it
   */
  public KvLockedException(String message) {
    this(message, null);
  }
}
