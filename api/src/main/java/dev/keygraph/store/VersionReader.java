package dev.keygraph.store;

import dev.keygraph.hot.HotReader;
import dev.keygraph.kv.LendableSnapshot;
import dev.keygraph.kv.SnapshotUser;

/**
 * Reads one version, from memory and from the engine, for one {@link HotSnapshot} after the other.
 *
 * @param versions what it goes back to
 * @param version what it reads
 * @param snapshot the engine's
 * @param cold reads the engine
 * @param hot reads memory, and the engine where that lacks something
 */
record VersionReader(
    HotVersions versions,
    GraphVersion version,
    LendableSnapshot snapshot,
    StoredSnapshot cold,
    HotReader hot)
    implements SnapshotUser<HotSnapshot> {

  /** Opens a snapshot of the version, which the caller has begun to read. */
  HotSnapshot lend() {
    HotSnapshot handle = new HotSnapshot(versions, version, this);
    snapshot.lend(handle, this);
    return handle;
  }

  @Override
  public boolean expire(HotSnapshot handle, String message) {
    return handle.expire(message);
  }

  @Override
  public void lost() {
    versions.end(this);
  }

  void close() {
    cold.close();
  }
}
