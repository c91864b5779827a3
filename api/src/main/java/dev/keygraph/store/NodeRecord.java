package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.TextBytes;

/**
 * The value of a node's key.
 *
 * @param kind the kind's number; 0 where no unit defines the node
 * @param shownUnit the unit with the smallest path of those that define the node, or 0
 * @param symbol the node's symbol
 */
record NodeRecord(int kind, int shownUnit, String symbol) {
  /** The number of the kind of nodes that no unit defines. */
  static final int UNRESOLVED = 0;

  byte[] encode() {
    byte[] text = TextBytes.encode(symbol);
    ByteWriter out = new ByteWriter(text.length + 6);
    out.writeByte(kind);
    out.writeVarint(shownUnit);
    out.writeBytes(text);
    return out.toByteArray();
  }

  static NodeRecord decode(byte[] value) {
    ByteReader in = new ByteReader(value);
    int kind = in.readByte();
    int shownUnit = in.readVarint(Integer.MAX_VALUE);
    return new NodeRecord(kind, shownUnit, in.readText(in.remaining()));
  }
}
