package dev.keygraph.kv;

/**
 * A position among the entries of a {@link KvReader}.
 *
 * <p>A fresh cursor, one that moved past either end, and one whose {@code seek} found nothing are
 * at no entry: {@link #isValid()} is {@code false}, {@link #key()} and {@link #value()} throw
 * {@link IllegalStateException}, and {@link #next()} and {@link #previous()} return {@code false}
 * and leave it so. Views that it hands out are valid until the cursor moves or closes. A cursor of
 * a write transaction ends at the next mutation: it is then at no entry, until the next {@code
 * seek}.
 */
public interface KvCursor extends AutoCloseable {

  /**
   * Moves to the first entry whose key is {@code key} or after it; returns whether there is one.
   */
  boolean seek(byte[] key);

  /** Moves to the last entry whose key is before {@code key}; returns whether there is one. */
  boolean seekBefore(byte[] key);

  /** Moves to the first entry; returns whether there is one. */
  boolean first();

  /** Moves to the last entry; returns whether there is one. */
  boolean last();

  /** Moves to the following entry; returns whether there is one. */
  boolean next();

  /** Moves to the preceding entry; returns whether there is one. */
  boolean previous();

  /** Returns whether the cursor is at an entry. */
  boolean isValid();

  /**
   * Returns the current key; the same view object for the cursor's life.
   *
   * @throws IllegalStateException if the cursor is at no entry
   */
  KvView key();

  /**
   * Returns the current value; the same view object for the cursor's life.
   *
   * @throws IllegalStateException if the cursor is at no entry
   */
  KvView value();

  /** Frees the cursor; a second call does nothing. */
  @Override
  void close();
}
