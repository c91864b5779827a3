package dev.keygraph.cli.index;

/** Bytes that are no class file, or one that cannot be read. */
final class InvalidClassFileException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidClassFileException(String reason) {
    super(reason);
  }

  InvalidClassFileException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
