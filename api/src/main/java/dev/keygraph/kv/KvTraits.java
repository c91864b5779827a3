package dev.keygraph.kv;

import java.util.Set;

/**
 * What an engine can do and guarantees. The conformance kit tests each trait both ways: what is
 * declared works, and what is not declared is refused clearly.
 *
 * @param durabilities the levels that the engine keeps; an engine without any storage has only
 *     {@link Durability#UNSAFE}
 * @param persistent whether a store can be reopened after it was closed
 * @param nativeCode whether the engine runs code outside of the JVM, so that misuse that slipped
 *     past the guard could crash the process (tests then misuse it in a child process)
 * @param maxKeyBytes the longest key
 * @param maxValueBytes the longest value; at least 16 MiB
 * @param backup whether its stores are {@link EngineStore.Backup}
 * @param compaction whether its stores are {@link EngineStore.Compaction}; a persistent one without
 *     it is compacted by a copy
 * @param bulkLoad whether its stores are {@link EngineStore.BulkLoad}
 * @param foreignReaders whether other processes may read a store while one process writes it: what
 *     they open read-only sees each commit of the writer, whole and in order, in every snapshot
 *     that is opened after it, and no snapshot ever changes; whoever is killed holds up nobody.
 *     Without it, a store is open for writing or for reading
 */
public record KvTraits(
    Set<Durability> durabilities,
    boolean persistent,
    boolean nativeCode,
    int maxKeyBytes,
    int maxValueBytes,
    boolean backup,
    boolean compaction,
    boolean bulkLoad,
    boolean foreignReaders) {

  /** The key length that every engine accepts: LMDB's limit. */
  public static final int COMMON_MAX_KEY_BYTES = 511;

  /** The value length that every engine accepts. */
  public static final int COMMON_MAX_VALUE_BYTES = 16 << 20;

  /** Copies the set and checks the limits. */
  public KvTraits {
    durabilities = Set.copyOf(durabilities);
    if (maxKeyBytes < COMMON_MAX_KEY_BYTES || maxValueBytes < COMMON_MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "an engine must accept keys of 511 bytes and values of 16 MiB, not "
              + maxKeyBytes
              + " and "
              + maxValueBytes);
    }
  }
}
