package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.graph.Attributes;

/**
 * The value of a definition's key.
 *
 * @param kind the kind's number
 * @param attributes what the unit says of the node
 */
record DefinitionRecord(int kind, Attributes attributes) {

  static byte[] encode(int kind, Attributes attributes) {
    ByteWriter out = new ByteWriter(32);
    out.writeByte(kind);
    AttributesCodec.write(out, attributes);
    return out.toByteArray();
  }

  static DefinitionRecord decode(byte[] value) {
    ByteReader in = new ByteReader(value);
    return new DefinitionRecord(in.readByte(), AttributesCodec.read(in));
  }
}
