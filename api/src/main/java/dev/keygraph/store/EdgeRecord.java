package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.graph.Attributes;

/**
 * The value of an edge's forward key.
 *
 * @param unit the unit with the smallest path of those that state the edge
 * @param several whether there is more than one; each one's statement has a key of its own then
 * @param attributes where one unit states it; empty otherwise
 */
record EdgeRecord(int unit, boolean several, Attributes attributes) {

  byte[] encode() {
    ByteWriter out = new ByteWriter(16);
    out.writeVarint(2L * unit + (several ? 1 : 0));
    AttributesCodec.write(out, attributes);
    return out.toByteArray();
  }

  static EdgeRecord decode(byte[] value) {
    ByteReader in = new ByteReader(value);
    long header = in.readVarint();
    if (header < 0 || header >>> 1 > Integer.MAX_VALUE) {
      throw new dev.keygraph.encoding.MalformedBytesException("an edge names no unit");
    }
    return new EdgeRecord((int) (header >>> 1), (header & 1) == 1, AttributesCodec.read(in));
  }
}
