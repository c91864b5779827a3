package dev.keygraph.engine.lmdb;

/** A page is not what its place asks for. */
final class PageDamageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long page;

  /**
   * Damage at a page.
   *
   * @param problem what is wrong with it, as a sentence without its end
   */
  PageDamageException(long page, String problem) {
    super(problem, null, false, false);
    this.page = page;
  }

  long page() {
    return page;
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
