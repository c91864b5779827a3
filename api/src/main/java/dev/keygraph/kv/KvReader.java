package dev.keygraph.kv;

import org.jspecify.annotations.Nullable;

/**
 * Reads one consistent state of a store: a {@link KvSnapshot}'s, or a {@link KvTransaction}'s with
 * its own writes.
 */
public interface KvReader {

  /**
   * Looks a key up, and shows its entry to {@code visitor} where it is present.
   *
   * @param key the exact key; not changed, and not kept after the call
   * @param visitor called at most once; what it returns is ignored
   * @return whether the key is present
   * @throws KvKeyTooLargeException if the key is empty or too long for this engine
   * @throws KvClosedException if this reader or its store is closed
   */
  boolean get(byte[] key, KvVisitor visitor);

  /**
   * Looks a key up and copies its value.
   *
   * @return a new array with the value, or {@code null} if the key is absent
   * @throws KvKeyTooLargeException if the key is empty or too long for this engine
   * @throws KvClosedException if this reader or its store is closed
   */
  default byte @Nullable [] get(byte[] key) {
    byte[][] found = new byte[1][];
    return get(
            key,
            (k, value) -> {
              found[0] = value.toByteArray();
              return false;
            })
        ? found[0]
        : null;
  }

  /**
   * Visits the entries with {@code lower <= key < upper}, in the given direction, until the visitor
   * returns {@code false}. O(log n) for the first entry, amortised O(1) for each further one.
   *
   * <p>In a write transaction the visitor may write: a scan then goes on behind the key that it
   * last visited, and sees the transaction as it is at each step.
   *
   * @param lower first key of the range, inclusive; empty for the first key of the store
   * @param upper end of the range, exclusive; {@code null} for no end
   * @return {@code true} if the range was exhausted, {@code false} if the visitor ended the scan
   * @throws KvClosedException if this reader or its store is closed
   */
  boolean scan(byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor);

  /**
   * Opens a cursor, for callers that must merge several scans; a scan is faster.
   *
   * @return a cursor at no entry; the caller closes it, or leaves that to this reader's close
   * @throws KvClosedException if this reader or its store is closed
   */
  KvCursor cursor();
}
