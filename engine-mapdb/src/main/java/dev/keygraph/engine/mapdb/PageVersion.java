package dev.keygraph.engine.mapdb;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of one page as a commit left them. Versions of a page form a chain, newest first.
 *
 * <p>{@link #bytes} never change once the version is reachable by readers.
 */
final class PageVersion {
  /** The version of a page that the base file had before its first change in memory. */
  static final long BASE = -1;

  final long version;
  final byte[] bytes;

  /** The next older version that some reader may need; otherwise the base file has it. */
  volatile @Nullable PageVersion older;

  /** Whether the base file has these bytes; guarded by the table's lock. */
  boolean inBase;

  PageVersion(long version, byte[] bytes, @Nullable PageVersion older) {
    this.version = version;
    this.bytes = bytes;
    this.older = older;
  }
}
