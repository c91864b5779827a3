package dev.keygraph.engine.mapdb;

/** Random access to the bytes of one state of a volume; bytes that were never written are zero. */
interface VolumeReader {

  /** Copies {@code length} bytes from {@code offset} into {@code target}. */
  void read(long offset, byte[] target, int position, int length);

  /** Returns the eight bytes at {@code offset}, big-endian; they lie within one page. */
  long readLong(long offset);
}
