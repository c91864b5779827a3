package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;

/** Puts the pieces of one unit's content together again, which come in the order of their keys. */
final class ChunkJoiner {
  private static final int KEY_LENGTH = 13;
  private static final int CHUNK_OFFSET = 5;
  private static final int PIECE_OFFSET = 9;

  private final List<byte[]> chunks = new ArrayList<>();
  private final List<byte[]> pieces = new ArrayList<>();

  /**
   * Adds the next piece.
   *
   * @throws MalformedBytesException if one before it is missing, or the key is none of a piece
   */
  void add(byte[] key, byte[] value) {
    if (key.length != KEY_LENGTH || key[0] != Keys.CONTENT) {
      throw new MalformedBytesException("there is a key of another length, " + KeyPlace.hex(key));
    }
    int chunk = KeyPlace.int32(key, CHUNK_OFFSET);
    int piece = KeyPlace.int32(key, PIECE_OFFSET);
    if (piece == 0) {
      endChunk();
    }
    if (chunk != chunks.size() || piece != pieces.size()) {
      throw new MalformedBytesException(
          "piece %d of chunk %d is missing".formatted(pieces.size(), chunks.size()));
    }
    pieces.add(value);
  }

  /** Returns the chunks. Nothing may be added afterwards. */
  List<byte[]> finish() {
    endChunk();
    return chunks;
  }

  private void endChunk() {
    if (!pieces.isEmpty()) {
      chunks.add(joined());
      pieces.clear();
    }
  }

  private byte[] joined() {
    if (pieces.size() == 1) {
      return pieces.get(0);
    }
    byte[] whole = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int length = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, whole, length, piece.length);
      length += piece.length;
    }
    return whole;
  }
}
