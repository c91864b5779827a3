package dev.keygraph.query;

/**
 * Counts the results of one question that are passed on to a visitor, and ends it where there are
 * more than its limit, or the visitor wants no more.
 */
final class PassedResults {
  private final Meter meter;
  private final long limit;
  private long count;

  PassedResults(Meter meter, QueryLimits limits) {
    this.meter = meter;
    this.limit = limits.maxResults();
  }

  /** Returns whether one more may be passed on; to be asked for each that was found. */
  boolean hasRoom() {
    if (count == limit) {
      meter.end(Completion.RESULT_LIMIT);
      return false;
    }
    return true;
  }

  /**
   * Counts one that was passed on.
   *
   * @param more what the visitor returned
   * @return whether to go on
   */
  boolean passed(boolean more) {
    count++;
    if (!more) {
      meter.end(Completion.STOPPED);
    }
    return more;
  }

  /** Returns how many were passed on. */
  long count() {
    return count;
  }
}
