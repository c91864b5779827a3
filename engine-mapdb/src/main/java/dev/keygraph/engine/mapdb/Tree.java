package dev.keygraph.engine.mapdb;

import java.nio.file.Path;
import org.mapdb.DBException;
import org.mapdb.DataIO;

/** Finds the tree in a volume: where its root is, and what it was written by. */
final class Tree {
  /** The record that says where the tree is, as the first one of a volume. */
  static final long DESCRIPTION_RECID = 1;

  private static final int DESCRIPTION_BYTES = 16;
  private static final int MAGIC = 0x6B67_6D61;
  private static final int FORMAT = 1;

  private final RecordReader records;
  private final Path path;
  private final long rootPointer;
  private final boolean rootMoves;
  private final byte[] small = new byte[DESCRIPTION_BYTES];
  private long root;

  /**
   * Opens the tree of a volume.
   *
   * @param rootMoves whether the root may change while this is used: in a write transaction
   */
  Tree(VolumeReader volume, Path path, boolean rootMoves) {
    this.path = path;
    this.rootMoves = rootMoves;
    records = new RecordReader(volume);
    int length = records.read(DESCRIPTION_RECID, this::room);
    if (length != DESCRIPTION_BYTES || (long) SnapshotVolume.LONG.get(small, 0) != signature()) {
      throw new DBException.DataCorruption("the first record is not the description of a tree");
    }
    rootPointer = (long) SnapshotVolume.LONG.get(small, 8);
  }

  /** Returns the bytes of the first record of a volume whose root's record id is in a record. */
  static byte[] describe(long rootPointer) {
    byte[] description = new byte[DESCRIPTION_BYTES];
    SnapshotVolume.LONG.set(description, 0, signature());
    SnapshotVolume.LONG.set(description, 8, rootPointer);
    return description;
  }

  private static long signature() {
    return (long) MAGIC << Integer.SIZE | FORMAT;
  }

  /** Returns the volume's records. */
  RecordReader records() {
    return records;
  }

  /** Returns the file, for messages. */
  Path path() {
    return path;
  }

  /** Returns the id of the record that holds the root's id. */
  long rootPointer() {
    return rootPointer;
  }

  /** Returns the record id of the root. */
  long root() {
    if (root == 0 || rootMoves) {
      records.read(rootPointer, this::room);
      root = DataIO.parity1Get(DataIO.unpackLong(small, 0)) >>> 1;
    }
    return root;
  }

  private byte[] room(int size) {
    if (size > DESCRIPTION_BYTES) {
      throw new DBException.DataCorruption("a record of " + size + " bytes is not the tree's");
    }
    return small;
  }
}
