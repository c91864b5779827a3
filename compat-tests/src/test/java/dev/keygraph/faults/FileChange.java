package dev.keygraph.faults;

import org.jspecify.annotations.Nullable;

/**
 * A change of a file's content that its last sync did not see.
 *
 * @param sequence its place among all changes of the file system
 * @param offset where bytes were written, or the size that the file was cut or stretched to
 * @param bytes what was written, {@code null} for a change of the size
 * @param synced whether it was written through a file descriptor that syncs each write
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them, and nobody changes the bytes
record FileChange(long sequence, long offset, byte @Nullable [] bytes, boolean synced) {
  void applyTo(Content content) {
    if (bytes == null) {
      content.truncate(offset);
    } else {
      content.write(offset, bytes, 0, bytes.length);
    }
  }
}
