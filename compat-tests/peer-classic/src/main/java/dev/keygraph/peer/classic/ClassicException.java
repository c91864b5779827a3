package dev.keygraph.peer.classic;

/** The database refused something. */
final class ClassicException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClassicException(String action, Throwable cause) {
    super("the classic design failed to " + action + ": " + cause.getMessage(), cause);
  }
}
