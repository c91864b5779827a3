package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.KeyText;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.kv.EntrySink;
import java.util.Arrays;

/**
 * The keys of an import that find nodes by a name. Many nodes have the same one, so that only the
 * distinct names are sorted. Not for several threads.
 */
final class NameIndex {
  private static final byte[] EMPTY = {};

  private final byte tag;
  private final TextDictionary names = new TextDictionary();
  private int[] nodes = new int[1 << 10];
  private int[] nameOf = new int[1 << 10];
  private int size;
  private EntryArena order = new EntryArena();
  private int[] starts = {};

  /**
   * An empty index.
   *
   * @param tag the tag of its keys
   */
  NameIndex(byte tag) {
    this.tag = tag;
  }

  /** Adds a name of a node, whose id is at least that of the one before. */
  void add(String name, int node) {
    byte[] bytes = TextBytes.encode(name);
    add(bytes, 0, bytes.length, node);
  }

  /** Adds a name of a node, as {@link #add(String, int)} does: its bytes, from start to end. */
  void add(byte[] bytes, int start, int end, int node) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * size);
      nameOf = Arrays.copyOf(nameOf, 2 * size);
    }
    nodes[size] = node;
    nameOf[size++] = names.id(bytes, start, end, TextDictionary.hash(bytes, start, end));
  }

  /** Sorts the names, and gathers each one's nodes. Nothing may be added afterwards. */
  void sort() {
    byte[] id = new byte[Integer.BYTES];
    ByteWriter key = new ByteWriter(64);
    for (int name = 0; name < names.size(); name++) {
      key.clear();
      KeyText.write(key, names.block(name), names.offset(name), names.length(name));
      Keys.putInt(id, 0, name);
      order.add(key.array(), key.length(), id, id.length);
    }
    order.sort();

    // A counting sort: it leaves the nodes of a name in their order.
    starts = new int[names.size()];
    for (int i = 0; i < size; i++) {
      starts[nameOf[i]]++;
    }
    for (int name = 1; name < starts.length; name++) {
      starts[name] += starts[name - 1];
    }
    int[] gathered = new int[size];
    for (int i = size - 1; i >= 0; i--) {
      gathered[--starts[nameOf[i]]] = nodes[i];
    }
    nodes = gathered;
    nameOf = new int[0];
  }

  /** Passes all keys on, in order. {@link #sort} was called before. */
  void forEach(EntrySink sink) {
    ByteWriter key = new ByteWriter(64);
    order.forEach(
        (bytes, offset, length, id, idOffset, idLength) -> {
          key.clear();
          key.writeByte(tag);
          key.writeBytes(bytes, offset, length);
          key.writeInt(0);
          int name = new ByteReader(id, idOffset, idLength).readInt();
          int end = name + 1 < starts.length ? starts[name + 1] : size;
          for (int i = starts[name]; i < end; i++) {
            key.setInt(length + 1, nodes[i]);
            sink.accept(key.array(), 0, key.length(), EMPTY, 0, 0);
          }
        });
  }

  /** Frees the memory. */
  void clear() {
    order = new EntryArena();
    nodes = new int[0];
  }
}
