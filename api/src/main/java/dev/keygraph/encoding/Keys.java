package dev.keygraph.encoding;

import java.util.Arrays;

/** Builds the keys of the one keyspace; the layout is in the package documentation. */
public final class Keys {
  /** Simple name and node id. */
  public static final byte NAME = 'A';

  /** Initials of a name, and node id. */
  public static final byte INITIALS = 'C';

  /** Node id and unit id: a definition. */
  public static final byte DEFINITION = 'D';

  /** From, edge kind, to and unit id: one of several statements of an edge. */
  public static final byte STATEMENT = 'E';

  /** From, edge kind and to: an edge. */
  public static final byte FORWARD = 'F';

  /** Unit id. */
  public static final byte UNIT_PATH = 'I';

  /** Node kind and node id. */
  public static final byte KIND = 'K';

  /** Name of something about the store. */
  public static final byte META = 'M';

  /** Node id. */
  public static final byte NODE = 'N';

  /** Unit path. */
  public static final byte UNIT = 'P';

  /** To, edge kind and from: an edge, from its other end. */
  public static final byte REVERSE = 'R';

  /** Symbol. */
  public static final byte SYMBOL = 'S';

  /** Unit id, chunk and piece: a unit's content. */
  public static final byte CONTENT = 'U';

  /** Where the other end begins in a key of {@link #FORWARD} or {@link #REVERSE}. */
  public static final int FAR_END_OFFSET = 6;

  /** Where the edge kind is in a key of {@link #FORWARD} or {@link #REVERSE}. */
  public static final int EDGE_KIND_OFFSET = 5;

  /** Length of a key of {@link #FORWARD} or {@link #REVERSE}. */
  public static final int EDGE_LENGTH = 10;

  /** Where the unit id begins in a key of {@link #STATEMENT}. */
  public static final int STATEMENT_UNIT_OFFSET = 10;

  /** Where the unit id begins in a key of {@link #DEFINITION}. */
  public static final int DEFINITION_UNIT_OFFSET = 5;

  /** Where the node id begins in a key of {@link #NODE}, and the unit id in one of content. */
  public static final int ID_OFFSET = 1;

  /** Where the node id begins in a key of {@link #KIND}. */
  public static final int KIND_NODE_OFFSET = 2;

  /** Where the text begins in a key that begins with one. */
  public static final int TEXT_OFFSET = 1;

  private Keys() {}

  /** A tag alone: the beginning of all keys of that tag. */
  public static byte[] tag(byte tag) {
    return new byte[] {tag};
  }

  /** A tag and an id: a key, or the beginning of several. */
  public static byte[] id(byte tag, int id) {
    byte[] key = new byte[5];
    key[0] = tag;
    putInt(key, 1, id);
    return key;
  }

  /** A tag and two ids. */
  public static byte[] ids(byte tag, int first, int second) {
    byte[] key = new byte[9];
    key[0] = tag;
    putInt(key, 1, first);
    putInt(key, 5, second);
    return key;
  }

  /** The beginning of the edges of one node and one kind. */
  public static byte[] edges(byte tag, int node, int kind) {
    byte[] key = new byte[6];
    key[0] = tag;
    putInt(key, 1, node);
    key[5] = (byte) kind;
    return key;
  }

  /**
   * An edge; the near end is {@code from} for {@link #FORWARD}, {@code to} for {@link #REVERSE}.
   */
  public static byte[] edge(byte tag, int near, int kind, int far) {
    byte[] key = new byte[EDGE_LENGTH];
    key[0] = tag;
    putInt(key, 1, near);
    key[5] = (byte) kind;
    putInt(key, 6, far);
    return key;
  }

  /** One of several statements of an edge. */
  public static byte[] statement(int from, int kind, int to, int unit) {
    byte[] key = new byte[STATEMENT_UNIT_OFFSET + Integer.BYTES];
    key[0] = STATEMENT;
    putInt(key, ID_OFFSET, from);
    key[EDGE_KIND_OFFSET] = (byte) kind;
    putInt(key, FAR_END_OFFSET, to);
    putInt(key, STATEMENT_UNIT_OFFSET, unit);
    return key;
  }

  /** A kind's nodes ({@code node} is one of them). */
  public static byte[] kind(int kind, int node) {
    byte[] key = new byte[6];
    key[0] = KIND;
    key[1] = (byte) kind;
    putInt(key, 2, node);
    return key;
  }

  /** A piece of a chunk of a unit's content. */
  public static byte[] content(int unit, int chunk, int piece) {
    byte[] key = new byte[13];
    key[0] = CONTENT;
    putInt(key, 1, unit);
    putInt(key, 5, chunk);
    putInt(key, 9, piece);
    return key;
  }

  /** A tag and a text. */
  public static byte[] text(byte tag, byte[] text) {
    return text(tag, text, 0, text.length);
  }

  /** The same, of a text that is a part of an array. */
  public static byte[] text(byte tag, byte[] bytes, int offset, int length) {
    if (KeyText.isPlain(bytes, offset, length)) {
      // Nearly all are: one array, since a look-up begins with this.
      byte[] key = new byte[TEXT_OFFSET + length + KeyText.END_BYTES];
      key[0] = tag;
      System.arraycopy(bytes, offset, key, TEXT_OFFSET, length);
      return key;
    }
    ByteWriter key = new ByteWriter(length + 3);
    key.writeByte(tag);
    KeyText.write(key, bytes, offset, length);
    return key.toByteArray();
  }

  /** A tag, a text and a node id. */
  public static byte[] textAndNode(byte tag, byte[] text, int node) {
    ByteWriter key = new ByteWriter(text.length + 7);
    key.writeByte(tag);
    KeyText.write(key, text);
    key.writeInt(node);
    return key.toByteArray();
  }

  /** Something about the store. */
  public static byte[] meta(String name) {
    byte[] text = TextBytes.encode(name);
    byte[] key = new byte[1 + text.length];
    key[0] = META;
    System.arraycopy(text, 0, key, 1, text.length);
    return key;
  }

  /**
   * Returns the first key behind all keys that begin with {@code prefix}, as an exclusive bound.
   *
   * @param prefix does not consist of FF alone (no tag is FF)
   */
  public static byte[] behind(byte[] prefix) {
    int last = prefix.length - 1;
    while (prefix[last] == (byte) 0xFF) {
      last--;
    }
    byte[] bound = Arrays.copyOf(prefix, last + 1);
    bound[last]++;
    return bound;
  }

  /** Writes 4 bytes, big-endian. */
  public static void putInt(byte[] target, int offset, int value) {
    target[offset] = (byte) (value >>> 24);
    target[offset + 1] = (byte) (value >>> 16);
    target[offset + 2] = (byte) (value >>> 8);
    target[offset + 3] = (byte) value;
  }
}
