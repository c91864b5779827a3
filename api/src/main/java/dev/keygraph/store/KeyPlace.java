package dev.keygraph.store;

import dev.keygraph.encoding.KeyText;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.IntFunction;

/** Says for people where a key is, whatever its bytes are. */
final class KeyPlace {
  private static final int MAX_HEX_BYTES = 40;

  private final IntFunction<String> symbols;
  private final IntFunction<String> paths;
  private final IntFunction<String> edgeKinds;

  /**
   * Describes keys of one store.
   *
   * @param symbols names nodes by id
   * @param paths names units by id
   * @param edgeKinds names edge kinds by number
   */
  KeyPlace(IntFunction<String> symbols, IntFunction<String> paths, IntFunction<String> edgeKinds) {
    this.symbols = symbols;
    this.paths = paths;
    this.edgeKinds = edgeKinds;
  }

  /** Returns what a key is about, or its bytes where it has none of the layouts. */
  String of(byte[] key) {
    int length = key.length;
    try {
      switch (length == 0 ? 0 : key[0]) {
        case Keys.NAME, Keys.INITIALS -> {
          int end = KeyText.end(key, Keys.TEXT_OFFSET);
          if (length == end + Integer.BYTES) {
            return text(key) + " of " + node(key, end);
          }
        }
        case Keys.SYMBOL, Keys.UNIT -> {
          return text(key);
        }
        case Keys.DEFINITION -> {
          if (length == 9) {
            return node(key, 1) + " in " + unit(key, Keys.DEFINITION_UNIT_OFFSET);
          }
        }
        case Keys.STATEMENT -> {
          if (length == 14) {
            return edge(key, 1, Keys.FAR_END_OFFSET)
                + " in "
                + unit(key, Keys.STATEMENT_UNIT_OFFSET);
          }
        }
        case Keys.FORWARD -> {
          if (length == Keys.EDGE_LENGTH) {
            return edge(key, 1, Keys.FAR_END_OFFSET);
          }
        }
        case Keys.REVERSE -> {
          if (length == Keys.EDGE_LENGTH) {
            return edge(key, Keys.FAR_END_OFFSET, 1);
          }
        }
        case Keys.UNIT_PATH -> {
          if (length == 5) {
            return unit(key, Keys.ID_OFFSET);
          }
        }
        case Keys.KIND -> {
          if (length == 6) {
            return node(key, Keys.KIND_NODE_OFFSET);
          }
        }
        case Keys.NODE -> {
          if (length == 5) {
            return node(key, Keys.ID_OFFSET);
          }
        }
        case Keys.CONTENT -> {
          if (length == 13) {
            return "%s, chunk %d, piece %d"
                .formatted(unit(key, 1), int32(key, 5) & 0xFFFFFFFFL, int32(key, 9) & 0xFFFFFFFFL);
          }
        }
        case Keys.META -> {
          return new String(key, 1, length - 1, java.nio.charset.StandardCharsets.ISO_8859_1);
        }
        default -> {
          // Described by its bytes.
        }
      }
    } catch (MalformedBytesException e) {
      return hex(key);
    }
    return hex(key);
  }

  private String edge(byte[] key, int from, int to) {
    return node(key, from)
        + " "
        + edgeKinds.apply(key[Keys.EDGE_KIND_OFFSET] & 0xFF)
        + " "
        + node(key, to);
  }

  private String node(byte[] key, int offset) {
    return symbols.apply(int32(key, offset));
  }

  private String unit(byte[] key, int offset) {
    return paths.apply(int32(key, offset));
  }

  private static String text(byte[] key) {
    if (!KeyText.isCut(key, Keys.TEXT_OFFSET)) {
      return KeyText.read(key, Keys.TEXT_OFFSET);
    }
    return hex(key);
  }

  static String hex(byte[] key) {
    return key.length <= MAX_HEX_BYTES
        ? "key " + HexFormat.of().formatHex(key)
        : "key " + HexFormat.of().formatHex(Arrays.copyOf(key, MAX_HEX_BYTES)) + "…";
  }

  static int int32(byte[] bytes, int offset) {
    return (bytes[offset] & 0xFF) << 24
        | (bytes[offset + 1] & 0xFF) << 16
        | (bytes[offset + 2] & 0xFF) << 8
        | (bytes[offset + 3] & 0xFF);
  }
}
