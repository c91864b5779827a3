package dev.keygraph.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes by hand over an engine's own library, each with its fastest safe calls, to what a {@link
 * Loader} filled: one transaction at a time, on one thread.
 */
interface WriteTwin extends AutoCloseable {
  /**
   * Begins a transaction.
   *
   * @param reads whether it will read what it wrote, which some engines have to know
   */
  void begin(boolean reads);

  /** Sets the value of a key. */
  void put(byte[] key, byte[] value);

  /** Removes a key. */
  void delete(byte[] key);

  /** Looks a key up and shows the entry; returns whether there is one. */
  boolean get(byte[] key, Seen seen);

  /** Shows the entries with {@code lower <= key < upper}. */
  void forward(byte[] lower, byte[] upper, Seen seen);

  /** Ends the transaction, as durably as the twin was opened for. */
  void commit();

  /** Commits writes together. */
  default void commit(List<Write> writes) {
    begin(/* reads= */ false);
    for (Write write : writes) {
      byte[] value = write.value();
      if (value == null) {
        delete(write.key());
      } else {
        put(write.key(), value);
      }
    }
    commit();
  }

  @Override
  void close();

  /** A key to put, or to delete where the value is {@code null}. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Write(byte[] key, byte @Nullable [] value) {}

  /** A sorted load into a fresh store, in the engine's own fastest way. */
  interface Loader extends AutoCloseable {
    /** Adds an entry; keys ascend. */
    void put(byte[] key, byte[] value);

    /** Makes the entries durable. */
    @Override
    void close();
  }
}
