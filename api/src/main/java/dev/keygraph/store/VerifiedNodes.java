package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.Texts;
import dev.keygraph.kv.EntrySink;
import dev.keygraph.kv.KvReader;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that a store's units mention, under the ids that the store gave them. An id is what the
 * node's record says, else what the symbol's entry says; a symbol without either gets one that the
 * store never gave, so that its entries are found missing. Not for several threads.
 */
final class VerifiedNodes {
  private static final byte[] EMPTY = {};
  private static final int LAST_ID = Integer.MAX_VALUE;

  private final FindingSink findings;
  private final TextDictionary symbols = new TextDictionary();
  private final BitSet mentioned = new BitSet();
  private int[] ids = new int[1 << 10];
  private int[] shownUnits = new int[1 << 10];
  private byte[] kinds = new byte[1 << 10];
  private int imaginary;

  /** Indexes of mentioned nodes, by ascending id. */
  private int[] byId = {};

  VerifiedNodes(FindingSink findings) {
    this.findings = findings;
  }

  /** Reads the records of all nodes. */
  void read(KvReader reader) {
    byte[] lower = Keys.tag(Keys.NODE);
    byte[][] value = {new byte[1 << 10]};
    DamagedReads.scan(
        reader,
        KeyPart.NODES,
        findings,
        lower,
        Keys.behind(lower),
        (keyView, valueView) -> {
          int length = valueView.length();
          if (length > value[0].length) {
            value[0] = new byte[2 * length];
          }
          valueView.getBytes(0, value[0], 0, length);
          if (keyView.length() == 1 + Integer.BYTES && keyView.getInt(Keys.ID_OFFSET) >= 0) {
            addRecord(keyView.getInt(Keys.ID_OFFSET), value[0], length);
          }
          return true;
        });
  }

  /** A record that cannot be read is found different, or left over, later. */
  private void addRecord(int id, byte[] value, int length) {
    ByteReader in = new ByteReader(value, 0, length);
    try {
      in.readByte();
      in.readVarint(Integer.MAX_VALUE);
    } catch (MalformedBytesException e) {
      return;
    }
    int hash = TextDictionary.hash(value, in.position(), length);
    int before = symbols.size();
    int index = symbols.id(value, in.position(), length, hash);
    if (index == before) {
      grow();
      ids[index] = id;
    }
    imaginary = Math.max(imaginary, id);
  }

  /** Makes sure that ids above those of the store are free for symbols without one. */
  void reserveBelow(int nextNode) {
    imaginary = Math.max(imaginary, nextNode);
  }

  private void grow() {
    if (symbols.size() > ids.length) {
      int length = Math.max(symbols.size(), 2 * ids.length);
      ids = Arrays.copyOf(ids, length);
      shownUnits = Arrays.copyOf(shownUnits, length);
      kinds = Arrays.copyOf(kinds, length);
    }
  }

  /** Returns the indexes here of a unit's symbols, by rank. */
  int[] indexes(EncodedUnit unit, SnapshotPool snapshots) {
    PackedBytes bytes = unit.symbols();
    int[] indexes = new int[bytes.size()];
    for (int rank = 0; rank < indexes.length; rank++) {
      int before = symbols.size();
      int index =
          symbols.id(bytes.array(), bytes.start(rank), bytes.end(rank), unit.hashes()[rank]);
      if (index == before) {
        grow();
        ids[index] =
            lookUp(
                snapshots, Arrays.copyOfRange(bytes.array(), bytes.start(rank), bytes.end(rank)));
      }
      mentioned.set(index);
      indexes[rank] = index;
    }
    return indexes;
  }

  private int lookUp(SnapshotPool snapshots, byte[] symbol) {
    byte[] key = Keys.text(Keys.SYMBOL, symbol);
    byte[] value =
        snapshots.lend(reader -> DamagedReads.get(reader, KeyPart.SYMBOLS, findings, key));
    if (value != null && value.length == Integer.BYTES && value[0] >= 0) {
      return KeyPlace.int32(value, 0);
    }
    imaginary = Math.min(LAST_ID - 2, imaginary) + 1;
    return imaginary;
  }

  int id(int index) {
    return ids[index];
  }

  /**
   * Notes that a unit defines a node.
   *
   * @param path names units by id
   */
  void define(int index, int kind, int unit, IntFunction<@Nullable String> path) {
    int shown = shownUnits[index];
    if (shown == 0 || comesBefore(path.apply(unit), path.apply(shown))) {
      shownUnits[index] = unit;
      kinds[index] = (byte) kind;
    }
  }

  private static boolean comesBefore(@Nullable String path, @Nullable String other) {
    return path != null && other != null && Texts.compare(path, other) < 0;
  }

  /** Puts the nodes in the order of their ids; no unit may follow. */
  void seal() {
    int[] indexes = mentioned.stream().toArray();
    boolean ascending = true;
    for (int i = 1; i < indexes.length && ascending; i++) {
      ascending = ids[indexes[i - 1]] <= ids[indexes[i]];
    }
    if (!ascending) {
      long[] order = new long[indexes.length];
      for (int i = 0; i < order.length; i++) {
        order[i] = (long) ids[indexes[i]] << 32 | indexes[i];
      }
      Arrays.sort(order);
      for (int i = 0; i < order.length; i++) {
        indexes[i] = (int) order[i];
      }
    }
    byId = indexes;
  }

  /** Returns how many nodes units mention. */
  int size() {
    return byId.length;
  }

  /** Returns how many of them no unit defines. */
  long unresolved() {
    long unresolved = 0;
    for (int index : byId) {
      unresolved += shownUnits[index] == 0 ? 1 : 0;
    }
    return unresolved;
  }

  /** Returns the highest id, or -1. */
  int highestId() {
    return byId.length == 0 ? -1 : ids[byId[byId.length - 1]];
  }

  /** Returns the symbol of a node for people. */
  String describe(int id) {
    int low = 0;
    int high = byId.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = ids[byId[middle]];
      if (found == id) {
        return symbol(byId[middle]);
      }
      if (found < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return "node " + Integer.toUnsignedString(id);
  }

  private String symbol(int index) {
    return TextBytes.decode(symbols.block(index), symbols.offset(index), symbols.length(index));
  }

  /** Passes symbols and ids on, by ascending id. */
  void forEachSymbol(ObjIntConsumer<String> sink) {
    for (int index : byId) {
      sink.accept(symbol(index), ids[index]);
    }
  }

  /** Passes the nodes' records on, in order. */
  void forEachRecord(EntrySink sink) {
    byte[] key = Keys.id(Keys.NODE, 0);
    ByteWriter value = new ByteWriter(128);
    for (int index : byId) {
      value.clear();
      value.writeByte(kinds[index]);
      value.writeVarint(shownUnits[index]);
      value.writeBytes(symbols.block(index), symbols.offset(index), symbols.length(index));
      Keys.putInt(key, Keys.ID_OFFSET, ids[index]);
      sink.accept(key, 0, key.length, value.array(), 0, value.length());
    }
  }

  /** Passes the keys on that find nodes by their kind, in order. */
  void forEachKind(EntrySink sink) {
    byte[] key = Keys.kind(0, 0);
    BitSet used = new BitSet();
    for (int index : byId) {
      used.set(kinds[index] & 0xFF);
    }
    for (int kind = used.nextSetBit(0); kind >= 0; kind = used.nextSetBit(kind + 1)) {
      key[1] = (byte) kind;
      for (int index : byId) {
        if (kinds[index] == (byte) kind) {
          Keys.putInt(key, Keys.KIND_NODE_OFFSET, ids[index]);
          sink.accept(key, 0, key.length, EMPTY, 0, 0);
        }
      }
    }
  }
}
