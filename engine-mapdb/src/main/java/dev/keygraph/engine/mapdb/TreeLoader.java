package dev.keygraph.engine.mapdb;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import kotlin.Pair;
import kotlin.Unit;
import org.mapdb.Pump;
import org.mapdb.Serializer;
import org.mapdb.StoreDirect;

/**
 * Writes a new data file from ascending entries with MapDB's data pump. The file is of no use
 * before {@link #finish}.
 */
final class TreeLoader implements Closeable {
  private final LoadVolume volume;
  private final StoreDirect store;
  private final Pump.Sink<Pair<byte[], byte[]>, Unit> sink;
  private final int inPlaceBytes;

  TreeLoader(Path path, MapDbSettings settings) {
    volume = new LoadVolume(path);
    store = TreeWriter.openStore(new MapDbVolume(volume), false);
    if (store.preallocate() != Tree.DESCRIPTION_RECID) {
      throw new IllegalStateException("the first record of a new store has another id");
    }
    // Not full: the first entries that are put between these would split a node each.
    int filled = settings.nodeEntries() * 3 / 4;
    sink =
        Pump.INSTANCE.treeMap(
            store,
            ByteGroupSerializer.KEYS,
            ByteGroupSerializer.VALUES,
            ByteGroupSerializer.KEYS,
            filled,
            filled,
            true,
            true);
    inPlaceBytes = settings.inPlaceBytes();
  }

  /** Appends an entry; the key array belongs to this from now on. */
  void put(byte[] key, byte[] value, int offset, int length) {
    sink.put(new Pair<>(key, StoredValue.store(store, value, offset, length, inPlaceBytes)));
  }

  /** Completes the file, on stable storage. */
  void finish() {
    sink.create();
    Long rootPointer = sink.getRootRecidRecid$mapdb();
    if (rootPointer == null) {
      throw new IllegalStateException("the data pump made no root");
    }
    store.update(Tree.DESCRIPTION_RECID, Tree.describe(rootPointer), Serializer.BYTE_ARRAY_NOSIZE);
    volume.finish();
  }

  @Override
  public void close() {
    try {
      volume.close();
    } catch (IOException e) {
      // What was finished has been synced; what was not is of no use.
    }
  }
}
