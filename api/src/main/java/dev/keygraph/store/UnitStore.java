package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.graph.UnitInfo;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the manifest and the units' own contents from any reader. */
final class UnitStore {
  /** The longest value that a content key has. */
  static final int PIECE_BYTES = 64 << 10;

  private UnitStore() {}

  /** Returns a unit's entry in the manifest, or {@code null}. */
  static @Nullable UnitRecord find(KvReader reader, String path) {
    byte[] key = UnitRecord.key(path);
    byte[] value = reader.get(key);
    return value == null ? null : UnitRecord.decode(key, value);
  }

  /** Returns the path of a unit by its id. */
  static String path(KvReader reader, int unit) {
    byte[] path = reader.get(Keys.id(Keys.UNIT_PATH, unit));
    if (path == null) {
      throw new MalformedBytesException("unit " + unit + " has no path");
    }
    return TextBytes.decode(path, 0, path.length);
  }

  /** Returns a unit's content keys and pieces, in order. */
  static Map<byte[], byte[]> pieces(KvReader reader, int unit) {
    Map<byte[], byte[]> pieces = new TreeMap<>(Arrays::compareUnsigned);
    forEachPiece(reader, unit, pieces::put);
    return pieces;
  }

  /** Cuts chunks into pieces under their keys, in order. */
  static Map<byte[], byte[]> toPieces(int unit, List<byte[]> chunks) {
    Map<byte[], byte[]> pieces = new TreeMap<>(Arrays::compareUnsigned);
    for (int chunk = 0; chunk < chunks.size(); chunk++) {
      byte[] bytes = chunks.get(chunk);
      for (int start = 0, piece = 0; start < bytes.length; start += PIECE_BYTES, piece++) {
        int end = Math.min(bytes.length, start + PIECE_BYTES);
        pieces.put(
            Keys.content(unit, chunk, piece),
            start == 0 && end == bytes.length ? bytes : Arrays.copyOfRange(bytes, start, end));
      }
    }
    return pieces;
  }

  /**
   * Returns what a unit says. What its chunks define must be defined by it: a chunk of another unit
   * has the right checksum too.
   *
   * @throws MalformedBytesException if a chunk is damaged or missing, or is another unit's
   */
  static UnitContent content(KvReader reader, UnitRecord unit) {
    checkPath(reader, unit);
    List<String> samples = new ArrayList<>();
    UnitContent content = decode(unit.info(), chunks(reader, unit.id()), samples::add);
    for (String symbol : samples) {
      byte[] node = reader.get(Keys.text(Keys.SYMBOL, TextBytes.encode(symbol)));
      if (node == null
          || reader.get(Keys.ids(Keys.DEFINITION, Fields.node(node, Integer.MAX_VALUE), unit.id()))
              == null) {
        throw new MalformedBytesException(
            "unit %s does not define %s, which its content does"
                .formatted(unit.info().path(), symbol));
      }
    }
    return content;
  }

  /** Checks that a unit's id is its own, and no other unit's. */
  static void checkPath(KvReader reader, UnitRecord unit) {
    String path = path(reader, unit.id());
    if (!path.equals(unit.info().path())) {
      throw new MalformedBytesException(
          "unit %s has the id of unit %s".formatted(unit.info().path(), path));
    }
  }

  /** Reads what pieces say. */
  static UnitContent decode(UnitInfo info, Map<byte[], byte[]> pieces) {
    ChunkJoiner joiner = new ChunkJoiner();
    pieces.forEach(joiner::add);
    return decode(info, joiner.finish(), symbol -> {});
  }

  private static UnitContent decode(UnitInfo info, List<byte[]> chunks, Consumer<String> samples) {
    UnitContent unit = UnitDecoder.decode(info.path(), info.hash(), chunks, samples);
    if (unit.definitionCount() != info.nodes()
        || unit.edgeCount() != info.edges()
        || EncodedUnit.bytes(chunks) != info.bytes()) {
      throw incomplete(info);
    }
    return unit;
  }

  /** Returns the keys of the symbols that a unit defines, in the order of symbols. */
  static List<byte[]> definitionKeys(KvReader reader, UnitRecord unit) {
    List<byte[]> keys = new ArrayList<>();
    for (byte[] chunk : chunks(reader, unit.id())) {
      UnitDecoder.definitionKeys(chunk, keys::add);
    }
    if (keys.size() != unit.info().nodes()) {
      throw incomplete(unit.info());
    }
    return keys;
  }

  private static MalformedBytesException incomplete(UnitInfo info) {
    return new MalformedBytesException("the content of unit " + info.path() + " is incomplete");
  }

  /** Reads a unit's pieces and puts them together. */
  private static List<byte[]> chunks(KvReader reader, int unit) {
    ChunkJoiner joiner = new ChunkJoiner();
    forEachPiece(reader, unit, joiner::add);
    return joiner.finish();
  }

  /** Passes a unit's content keys and pieces on, in order. */
  static void forEachPiece(KvReader reader, int unit, BiConsumer<byte[], byte[]> sink) {
    byte[] lower = Keys.id(Keys.CONTENT, unit);
    reader.scan(
        lower,
        Keys.behind(lower),
        ScanDirection.FORWARD,
        (key, value) -> {
          sink.accept(key.toByteArray(), value.toByteArray());
          return true;
        });
  }
}
