package dev.keygraph.kv;

/**
 * Is told what becomes of a use of a {@link LendableSnapshot}, on a thread of the store's own. It
 * does not refer to the handle, which could not be garbage otherwise.
 *
 * @param <H> what the user holds
 */
public interface SnapshotUser<H> {

  /**
   * The use has become too old. The snapshot is closed afterwards, after the calls in flight; until
   * then and later, its user is to meet a {@link KvSnapshotExpiredException}.
   *
   * @param handle what the user holds
   * @param message of the exception
   * @return {@code false} if the user had closed it already, so that nothing is to be done
   */
  boolean expire(H handle, String message);

  /** Nobody closed the handle, and nobody can any more: frees what it held. */
  void lost();

  /** Returns the user of a snapshot that is used once, and is closed when it is lost. */
  static SnapshotUser<Object> closing(KvSnapshot snapshot) {
    return new SnapshotUser<>() {
      @Override
      public boolean expire(Object handle, String message) {
        return true;
      }

      @Override
      public void lost() {
        snapshot.close();
      }
    };
  }
}
