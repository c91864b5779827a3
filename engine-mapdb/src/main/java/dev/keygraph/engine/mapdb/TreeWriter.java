package dev.keygraph.engine.mapdb;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mapdb.BTreeMap;
import org.mapdb.StoreDirect;
import org.mapdb.volume.Volume;
import org.mapdb.volume.VolumeFactory;

/**
 * MapDB's tree over the volume of the write transaction. MapDB keeps some of its state on the heap,
 * so an instance serves one transaction after the other only as long as each commits; after a
 * rollback or a failure it is dropped, and a new one opens the volume as the last commit left it.
 */
final class TreeWriter {
  private final Path path;
  private final TransactionVolume volume;
  private final StoreDirect store;
  private final BTreeMap<byte[], byte[]> tree;
  private final TreeReader reader;
  private final int inPlaceBytes;
  private boolean changed;
  private @Nullable RuntimeException failure;

  TreeWriter(PageFile file, Path path, MapDbSettings settings) {
    this.path = path;
    try {
      volume = new TransactionVolume(file);
      store = openStore(new MapDbVolume(volume), true);
      Tree description = new Tree(volume, path, true);
      tree =
          new BTreeMap<>(
              ByteGroupSerializer.KEYS,
              ByteGroupSerializer.VALUES,
              description.rootPointer(),
              store,
              true,
              settings.nodeEntries(),
              ByteGroupSerializer.KEYS,
              false,
              0,
              true,
              null);
      reader = new TreeReader(description);
      inPlaceBytes = settings.inPlaceBytes();
    } catch (RuntimeException e) {
      throw Failures.ofTree(path, e);
    }
  }

  /** Opens MapDB's store of records over a volume, for one thread, without anything to sync. */
  static StoreDirect openStore(Volume volume, boolean exists) {
    return new StoreDirect(
        null,
        VolumeFactory.wrap(volume, exists),
        false,
        0,
        false,
        0,
        0,
        0,
        false,
        false,
        false,
        false,
        false,
        true);
  }

  TreeReader reader() {
    return reader;
  }

  void put(byte[] key, byte[] value) {
    changing();
    try {
      byte[] before = tree.put(key, StoredValue.store(store, value, 0, value.length, inPlaceBytes));
      if (before != null) {
        StoredValue.free(store, before);
      }
    } catch (RuntimeException | Error e) {
      throw failed(e);
    }
  }

  void delete(byte[] key) {
    changing();
    try {
      byte[] before = tree.remove(key);
      if (before != null) {
        StoredValue.free(store, before);
      }
    } catch (RuntimeException | Error e) {
      throw failed(e);
    }
  }

  private void changing() {
    checkWhole();
    changed = true;
  }

  /** Throws what left the tree half-changed, if something did. */
  private void checkWhole() {
    if (failure != null) {
      throw failure;
    }
  }

  private RuntimeException failed(Throwable cause) {
    failure =
        cause instanceof RuntimeException e
            ? Failures.ofTree(path, e)
            : new IllegalStateException(
                "a change of the tree failed; only a rollback is left", cause);
    return failure;
  }

  /** Returns whether anything was changed since the last commit. */
  boolean isChanged() {
    return changed;
  }

  /** Commits all changes. After an exception, this is not to be used any more. */
  void commit(boolean durable) {
    checkWhole();
    volume.commit(durable);
    changed = false;
  }
}
