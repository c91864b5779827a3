package dev.keygraph.compare.run;

/** A worker did not do its work; the message says why, as far as it is known. */
public final class WorkerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure with a reason for people. */
  public WorkerException(String message) {
    super(message);
  }

  /** A failure with a reason for people. */
  public WorkerException(String message, Throwable cause) {
    super(message, cause);
  }
}
