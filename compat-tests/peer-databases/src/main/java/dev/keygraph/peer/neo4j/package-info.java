/**
 * A peer in comparisons, by the name {@code neo4j}: Neo4j's community edition, embedded, asked
 * through its core API, without Cypher.
 *
 * <p>Its page cache has {@value dev.keygraph.peer.neo4j.Neo4jStore#PAGE_CACHE_MEBIBYTES} MiB beside
 * the heap; its logs lie in the store's directory; it opens no port. Its log files are not
 * allocated ahead, so that the bytes on disk are what was written. Transactions read what is
 * committed, also after they began: there are no snapshots.
 *
 * <p>Symbols are found by a range index, which refuses texts of more than about 8,000 bytes.
 */
@NullMarked
package dev.keygraph.peer.neo4j;

import org.jspecify.annotations.NullMarked;
