package dev.keygraph.kv;

/**
 * A snapshot for keygraph's own work, or to be lent to one user after the other. Its {@link
 * SnapshotOptions} concern it only while it is lent: an import may take as long as it takes, and
 * what stands by in a pool is nobody's.
 */
public interface LendableSnapshot extends KvSnapshot {

  /**
   * Lends the snapshot: from now on it is as old as this use of it.
   *
   * @param handle what its user holds, and closes; it is not kept reachable from here
   * @param user is told what becomes of the use
   */
  <H> void lend(H handle, SnapshotUser<? super H> user);

  /**
   * Ends the use; the snapshot stands by for the next one.
   *
   * @return {@code false} if a call is in flight, of this thread or of another one; then the
   *     snapshot is to be closed, since the next one would wait for that
   */
  boolean giveBack();
}
