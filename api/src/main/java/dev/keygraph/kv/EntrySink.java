package dev.keygraph.kv;

/** Receives entries in parts of arrays. */
@FunctionalInterface
public interface EntrySink {
  /**
   * Takes an entry; the arrays may be used again when it returns.
   *
   * @param key holds the key
   * @param keyOffset where the key begins
   * @param keyLength the key's length
   * @param value holds the value
   * @param valueOffset where the value begins
   * @param valueLength the value's length
   */
  void accept(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength);
}
