package dev.keygraph.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.Serializer;

/**
 * MapDB by hand: its own tree in a mapped file, as it ships, which promises nothing at a commit and
 * cannot take writes back.
 */
final class MapDbWrites implements WriteTwin {
  private final DB db;
  private final BTreeMap<byte[], byte[]> tree;

  MapDbWrites(Path directory) {
    db = MapDbTwin.open(directory);
    tree = MapDbTwin.tree(db);
  }

  @Override
  public void begin(boolean reads) {
    // There are no transactions.
  }

  @Override
  public void put(byte[] key, byte[] value) {
    tree.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    tree.remove(key);
  }

  @Override
  public boolean get(byte[] key, Seen seen) {
    byte[] value = tree.get(key);
    if (value == null) {
      return false;
    }
    seen.add(key, key.length, value, value.length);
    return true;
  }

  @Override
  public void forward(byte[] lower, byte[] upper, Seen seen) {
    MapDbTwin.show(tree.entryIterator(lower, true, upper, false), seen);
  }

  @Override
  public void commit() {
    db.commit();
  }

  @Override
  public void close() {
    db.close();
  }

  /** Pumps into a new tree, and syncs the file at the end, which the library does not do. */
  static Loader loader(Path directory) {
    DB db = MapDbTwin.open(directory);
    var sink =
        db.treeMap(MapDbTwin.TREE, Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY).createFromSink();
    return new Loader() {
      @Override
      public void put(byte[] key, byte[] value) {
        sink.put(key, value);
      }

      @Override
      public void close() {
        sink.create();
        db.close();
        try (FileChannel file =
            FileChannel.open(directory.resolve(MapDbTwin.FILE), StandardOpenOption.WRITE)) {
          file.force(true);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
