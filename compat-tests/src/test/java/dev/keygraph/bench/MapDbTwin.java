package dev.keygraph.bench;

import dev.keygraph.kv.KvStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/** MapDB by hand: its own tree in a mapped file, as it ships. */
final class MapDbTwin extends Twin {
  private static final String FILE = "twin.db";
  private static final String TREE = "twin";

  private final DB db;
  private final BTreeMap<byte[], byte[]> tree;

  MapDbTwin(Path data, int nodeIdLimit) {
    super(nodeIdLimit);
    db = open(data);
    tree = db.treeMap(TREE, Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY).open();
  }

  private static DB open(Path data) {
    return DBMaker.fileDB(data.resolve(FILE).toFile())
        .fileMmapEnable()
        .fileMmapPreclearDisable()
        .make();
  }

  @Override
  int find(byte[] key) {
    byte[] value = tree.get(key);
    return value == null ? -1 : toInt(value, 0);
  }

  @Override
  void expand(byte[] prefix) {
    byte[] upper = prefix.clone();
    upper[upper.length - 1]++;
    Iterator<Map.Entry<byte[], byte[]>> entries = tree.entryIterator(prefix, true, upper, false);
    while (entries.hasNext()) {
      byte[] key = entries.next().getKey();
      see(toInt(key, 6));
    }
  }

  @Override
  public void close() {
    db.close();
  }

  /** The journaled volume that the engine's module lays below the library, which is not durable. */
  static Committer committer(KvStore store) {
    return new Committer() {
      @Override
      public void commit(List<Write> writes) {
        store.write(
            transaction -> {
              for (Write write : writes) {
                byte[] value = write.value();
                if (value == null) {
                  transaction.delete(write.key());
                } else {
                  transaction.put(write.key(), value);
                }
              }
              return writes.size();
            });
      }

      @Override
      public void close() {
        store.close();
      }
    };
  }

  /** Pumps into a new tree, and syncs the file at the end, which the library does not do. */
  static Loader loader(Path directory) {
    DB db = open(directory);
    var sink = db.treeMap(TREE, Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY).createFromSink();
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
            FileChannel.open(directory.resolve(FILE), StandardOpenOption.WRITE)) {
          file.force(true);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
