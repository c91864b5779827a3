package dev.keygraph.bench;

import org.jspecify.annotations.Nullable;

/**
 * Reads by hand over an engine's own library, each with its fastest safe calls, in one transaction
 * or over one snapshot. For one thread.
 */
interface ReadTwin extends AutoCloseable {
  /** Looks a key up and returns the number that its value begins with, or -1. */
  int find(byte[] key);

  /** Looks a key up and returns a copy of its value. */
  byte @Nullable [] value(byte[] key);

  /** Looks a key up and shows the entry; returns whether there is one. */
  boolean get(byte[] key, Seen seen);

  /** Passes the far end of each edge whose key begins with {@code prefix} on; reads no values. */
  void expand(byte[] prefix, Frontier frontier);

  /** Shows the entries with {@code lower <= key < upper}. */
  void forward(byte[] lower, byte[] upper, Seen seen);

  /** Shows the same from the last to the first. */
  void backward(byte[] lower, byte[] upper, Seen seen);

  /** Moves the cursor to the first entry at or behind a key, and shows it. */
  boolean seek(byte[] key, Seen seen);

  /** Moves the cursor forward after {@link #seek} or this, and shows where it is then. */
  boolean next(Seen seen);

  /** Moves the cursor back after {@link #seek} or this, and shows where it is then. */
  boolean previous(Seen seen);

  /** Ends the transaction or snapshot and begins another; does nothing where there is none. */
  void renew();

  @Override
  void close();
}
