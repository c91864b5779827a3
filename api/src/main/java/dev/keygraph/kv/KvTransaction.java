package dev.keygraph.kv;

/**
 * The one write transaction of a store, during {@link KvStore#write}: reads see its own writes. It
 * ends when the work returns or throws, and is bound to the thread that runs the work.
 */
public interface KvTransaction extends KvReader {

  /**
   * Sets the value of a key, present or not. Both arrays are copied or consumed before the call
   * returns.
   *
   * @throws KvKeyTooLargeException if the key is empty or too long for this engine
   * @throws KvValueTooLargeException if the value is too long for this engine
   */
  void put(byte[] key, byte[] value);

  /**
   * Removes a key; does nothing if it is absent.
   *
   * @throws KvKeyTooLargeException if the key is empty or too long for this engine
   */
  void delete(byte[] key);
}
