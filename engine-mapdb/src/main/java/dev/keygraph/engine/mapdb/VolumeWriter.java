package dev.keygraph.engine.mapdb;

/** Random access to the bytes of a volume that is being changed; used by one thread. */
interface VolumeWriter extends VolumeReader {

  /** Writes {@code length} bytes of {@code source} to {@code offset}. */
  void write(long offset, byte[] source, int position, int length);

  /** Writes eight bytes to {@code offset}, big-endian; they lie within one page. */
  void writeLong(long offset, long value);

  /** Writes zeros to {@code from} and all bytes behind it up to {@code to}, exclusive. */
  void clear(long from, long to);

  /** Returns the volume's length. */
  long length();

  /** Makes the volume at least {@code length} bytes long. */
  void ensureLength(long length);
}
