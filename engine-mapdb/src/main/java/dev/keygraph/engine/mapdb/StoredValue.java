package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.ArrayView;
import org.mapdb.Serializer;
import org.mapdb.Store;

/**
 * How a value is kept in a leaf: short ones in place, longer ones in a record of their own, so that
 * writing their neighbours does not write them.
 *
 * <pre>
 * 0, value                  in place
 * 1, 8 bytes record id      in a record of its own
 * </pre>
 */
final class StoredValue {
  private static final byte IN_PLACE = 0;
  private static final byte APART = 1;
  private static final int APART_BYTES = 1 + Long.BYTES;
  private static final int KEPT_BUFFER_BYTES = 1 << 20;

  private StoredValue() {}

  /** Stores a value apart where it is longer than {@code inPlace}; returns what the leaf keeps. */
  static byte[] store(Store store, byte[] value, int offset, int length, int inPlace) {
    if (length <= inPlace) {
      byte[] stored = new byte[1 + length];
      stored[0] = IN_PLACE;
      System.arraycopy(value, offset, stored, 1, length);
      return stored;
    }
    byte[] whole = value;
    if (length < value.length) {
      whole = new byte[length];
      System.arraycopy(value, offset, whole, 0, length);
    }
    long recid = store.put(whole, Serializer.BYTE_ARRAY_NOSIZE);
    byte[] stored = new byte[APART_BYTES];
    stored[0] = APART;
    SnapshotVolume.LONG.set(stored, 1, recid);
    return stored;
  }

  /** Frees the record of a value that is no longer in a leaf. */
  static void free(Store store, byte[] stored) {
    if (stored[0] == APART) {
      store.delete((long) SnapshotVolume.LONG.get(stored, 1), Serializer.BYTE_ARRAY_NOSIZE);
    }
  }

  /** Shows the value that a leaf keeps in {@code bytes}; owned by one cursor. */
  static final class Loader implements RecordReader.Target {
    private byte[] apart = new byte[0];

    void show(byte[] bytes, int start, int end, RecordReader records, ArrayView view) {
      if (bytes[start] == IN_PLACE) {
        view.wrap(bytes, start + 1, end - start - 1);
      } else {
        int length = records.read((long) SnapshotVolume.LONG.get(bytes, start + 1), this);
        view.wrap(apart, 0, length);
        if (apart.length > KEPT_BUFFER_BYTES) {
          apart = new byte[0];
        }
      }
    }

    @Override
    public byte[] room(int size) {
      if (apart.length < size) {
        apart = new byte[size];
      }
      return apart;
    }
  }
}
