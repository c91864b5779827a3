package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.KeyText;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.UnitInfo;

/**
 * An entry of the manifest.
 *
 * @param id the unit's id
 * @param info what users see of it
 */
record UnitRecord(int id, UnitInfo info) {

  /** Returns the key of a unit's entry. */
  static byte[] key(String path) {
    return Keys.text(Keys.UNIT, TextBytes.encode(path));
  }

  byte[] encode() {
    ByteWriter out = new ByteWriter(48);
    out.writeInt(id);
    out.writeBytes(info.hash().toByteArray());
    out.writeVarint(info.nodes());
    out.writeVarint(info.edges());
    out.writeVarint(info.bytes());
    if (KeyText.isCut(key(info.path()), Keys.TEXT_OFFSET)) {
      out.writeBytes(TextBytes.encode(info.path()));
    }
    return out.toByteArray();
  }

  /**
   * Reads an entry.
   *
   * @throws MalformedBytesException if key or value are not what {@link #encode} and {@link #key}
   *     make
   */
  static UnitRecord decode(byte[] key, byte[] value) {
    if (KeyText.end(key, Keys.TEXT_OFFSET) != key.length) {
      throw new MalformedBytesException("there is more behind the path in a key of the manifest");
    }
    ByteReader in = new ByteReader(value);
    int id = in.readInt();
    ContentHash hash = ContentHash.ofHash(in.readBytes(ContentHash.BYTES));
    int nodes = in.readVarint(Integer.MAX_VALUE);
    int edges = in.readVarint(Integer.MAX_VALUE);
    long bytes = in.readVarint();
    String path =
        KeyText.isCut(key, Keys.TEXT_OFFSET)
            ? in.readText(in.remaining())
            : KeyText.read(key, Keys.TEXT_OFFSET);
    return new UnitRecord(id, new UnitInfo(path, hash, nodes, edges, bytes));
  }
}
