package dev.keygraph.store;

import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.graph.UnitInfo;
import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvReader;
import java.util.List;

/** Reads units' contents from a store that may be damaged. */
final class StoredUnits {

  private StoredUnits() {}

  /**
   * Returns what a unit says, with the hash that the manifest has, if that has any.
   *
   * @throws MalformedBytesException if it cannot be read, or is incomplete
   */
  static UnitContent read(KvReader reader, UnitTable.Entry entry) {
    ChunkJoiner joiner = new ChunkJoiner();
    try {
      UnitStore.forEachPiece(reader, entry.id(), joiner::add);
    } catch (KvClosedException e) {
      throw e;
    } catch (KvException e) {
      return decodeWhole(entry, joiner.finish(), e);
    }
    return decode(entry, joiner.finish());
  }

  /** What cannot be read may lie behind the chunks: the manifest knows whether they are all. */
  private static UnitContent decodeWhole(
      UnitTable.Entry entry, List<byte[]> chunks, KvException failure) {
    if (entry.info() != null) {
      try {
        return decode(entry, chunks);
      } catch (MalformedBytesException e) {
        // They are not all, and the failure says why.
      }
    }
    throw new MalformedBytesException(DamagedReads.unreadable(failure));
  }

  /**
   * Returns what chunks say. The manifest counts definitions, edges and bytes: where two of the
   * three agree, the chunks are complete, and the manifest is wrong in the third. Content that
   * lacks a chunk agrees in one of them at most.
   *
   * @throws MalformedBytesException if they cannot be read, or are not all
   */
  static UnitContent decode(UnitTable.Entry entry, List<byte[]> chunks) {
    UnitInfo info = entry.info();
    UnitContent content =
        UnitDecoder.decode(entry.path(), info == null ? null : info.hash(), chunks);
    if (info == null) {
      return content;
    }
    boolean sameNodes = content.definitionCount() == info.nodes();
    boolean sameEdges = content.edgeCount() == info.edges();
    boolean sameBytes = chunks.stream().mapToLong(chunk -> chunk.length).sum() == info.bytes();
    if (sameNodes ? !sameEdges && !sameBytes : !sameEdges || !sameBytes) {
      throw new MalformedBytesException(
          "it has %d definitions and %d edges, the manifest says %d and %d"
              .formatted(
                  content.definitionCount(), content.edgeCount(), info.nodes(), info.edges()));
    }
    return content;
  }

  /**
   * Returns the chunks of a unit's content.
   *
   * @throws MalformedBytesException if a piece is missing or cannot be read
   */
  static List<byte[]> chunks(KvReader reader, int unit) {
    ChunkJoiner joiner = new ChunkJoiner();
    try {
      UnitStore.forEachPiece(reader, unit, joiner::add);
    } catch (KvClosedException e) {
      throw e;
    } catch (KvException e) {
      throw new MalformedBytesException(DamagedReads.unreadable(e));
    }
    return joiner.finish();
  }
}
