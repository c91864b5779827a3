package dev.keygraph.compare.worker;

/**
 * An answer, without its nodes.
 *
 * @param results how many nodes it has
 * @param digest a digest of all of them, equal for equal answers in any order
 */
public record Answer(long results, long digest) {
  @Override
  public String toString() {
    return results
        + (results == 1 ? " result" : " results")
        + " (digest "
        + Long.toHexString(digest)
        + ")";
  }
}
