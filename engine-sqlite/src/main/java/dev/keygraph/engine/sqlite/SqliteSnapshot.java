package dev.keygraph.engine.sqlite;

import dev.keygraph.kv.KvSnapshot;

/** A share in the read transaction of a connection. */
final class SqliteSnapshot extends SqliteReader implements KvSnapshot {
  private final SnapshotConnections connections;

  SqliteSnapshot(SnapshotConnections connections, SqliteSession session) {
    super(session);
    this.connections = connections;
  }

  @Override
  public void close() {
    try {
      endReads();
    } finally {
      connections.release(session());
    }
  }
}
