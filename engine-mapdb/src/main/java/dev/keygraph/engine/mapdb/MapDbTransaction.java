package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import org.jspecify.annotations.Nullable;

/** The write transaction: MapDB's tree over pages that nobody else sees yet. */
final class MapDbTransaction implements EngineTransaction {
  private final MapDbStore store;
  private final TreeWriter writer;

  MapDbTransaction(MapDbStore store, TreeWriter writer) {
    this.store = store;
    this.writer = writer;
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    return writer.reader().get(key, visitor);
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    return writer.reader().scan(lower, upper, direction, visitor);
  }

  @Override
  public KvCursor cursor() {
    return writer.reader().cursor();
  }

  @Override
  public void put(byte[] key, byte[] value) {
    writer.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    writer.delete(key);
  }

  @Override
  public void commit() {
    store.commit(writer);
  }

  @Override
  public void close() {
    store.end(writer);
  }
}
