package dev.keygraph.encoding;

/** Bytes are not what this format writes: they were damaged, or something else wrote them. */
public final class MalformedBytesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error that says what is wrong with the bytes.
   *
   * @param message what was found
   */
  public MalformedBytesException(String message) {
    super(message);
  }
}
