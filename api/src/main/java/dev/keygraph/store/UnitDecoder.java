package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.Texts;
import dev.keygraph.graph.UnitAssembler;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads the chunks that a {@link UnitEncoder} wrote. */
final class UnitDecoder {
  private static final int EXPECTED_SYMBOL_BYTES = 64;

  private UnitDecoder() {}

  /**
   * Returns the unit.
   *
   * @param hash what the manifest says that the unit was made from, or {@code null}
   * @throws MalformedBytesException if a chunk is damaged
   */
  static UnitContent decode(String path, @Nullable ContentHash hash, List<byte[]> chunks) {
    return decode(path, hash, chunks, symbol -> {});
  }

  /**
   * Returns the unit.
   *
   * @param hash what the manifest says that the unit was made from, or {@code null}
   * @param samples is told, of each chunk, the first symbol that it defines, if it defines any
   * @throws MalformedBytesException if a chunk is damaged
   */
  static UnitContent decode(
      String path, @Nullable ContentHash hash, List<byte[]> chunks, Consumer<String> samples) {
    try {
      List<ByteReader> bodies = new ArrayList<>();
      List<String[]> tables = new ArrayList<>();
      for (byte[] chunk : chunks) {
        ByteReader in = checked(chunk);
        tables.add(decode(readSymbols(in)));
        bodies.add(in);
      }
      List<String> symbols = merge(tables);
      UnitAssembler unit = new UnitAssembler(path, symbols);
      for (int i = 0; i < bodies.size(); i++) {
        int defined = decode(bodies.get(i), ranks(tables.get(i), symbols), unit);
        if (defined >= 0) {
          samples.accept(symbols.get(defined));
        }
      }
      return unit.build(hash);
    } catch (IllegalArgumentException e) {
      throw new MalformedBytesException(
          "unit content is not what can be stored: " + e.getMessage());
    }
  }

  private static String[] decode(PackedBytes encoded) {
    String[] symbols = new String[encoded.size()];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = TextBytes.decode(encoded.array(), encoded.start(i), encoded.length(i));
    }
    return symbols;
  }

  /** Returns the symbols of all chunks, each once, in order if those of each chunk are. */
  private static List<String> merge(List<String[]> tables) {
    if (tables.size() == 1) {
      return Arrays.asList(tables.get(0));
    }
    List<String> all = new ArrayList<>();
    for (String[] table : tables) {
      all.addAll(Arrays.asList(table));
    }
    // One ascending run a chunk: a merge sort takes each as it is.
    all.sort(Texts::compare);
    List<String> merged = new ArrayList<>(all.size());
    for (String symbol : all) {
      if (merged.isEmpty() || !merged.get(merged.size() - 1).equals(symbol)) {
        merged.add(symbol);
      }
    }
    return merged;
  }

  /** Returns the ranks among all symbols of those of a chunk. */
  private static int[] ranks(String[] table, List<String> symbols) {
    int[] ranks = new int[table.length];
    int rank = 0;
    for (int i = 0; i < ranks.length; i++) {
      while (rank < symbols.size() && !symbols.get(rank).equals(table[i])) {
        rank++;
      }
      if (rank == symbols.size()) {
        throw new MalformedBytesException("the symbols of a chunk are not in order");
      }
      ranks[i] = rank++;
    }
    return ranks;
  }

  /**
   * Passes the keys of the symbols on that a chunk defines, in the order of symbols, and reads
   * nothing else.
   *
   * @throws MalformedBytesException if the chunk is damaged
   */
  static void definitionKeys(byte[] chunk, Consumer<byte[]> sink) {
    ByteReader in = checked(chunk);
    int start = in.position();
    BitSet defined = definedSymbols(in);
    ByteReader symbols = new ByteReader(chunk, start, chunk.length - start);
    symbols.readCount();
    byte[] symbol = new byte[EXPECTED_SYMBOL_BYTES];
    for (int i = 0; i < defined.length(); i++) {
      int shared = symbols.readVarint(symbol.length);
      int rest = symbols.readCount();
      if (shared + rest > symbol.length) {
        symbol = Arrays.copyOf(symbol, Math.max(shared + rest, 2 * symbol.length));
      }
      symbols.readBytes(symbol, shared, rest);
      if (defined.get(i)) {
        sink.accept(Keys.text(Keys.SYMBOL, symbol, 0, shared + rest));
      }
    }
  }

  /** Reads a chunk without its symbols, and returns which of them it defines. */
  private static BitSet definedSymbols(ByteReader in) {
    int count = in.readCount();
    for (int i = 0, length = 0; i < count; i++) {
      int shared = in.readVarint(length);
      int rest = in.readCount();
      in.skip(rest);
      length = shared + rest;
    }
    for (int kinds = 0; kinds < 2; kinds++) {
      for (int kind = in.readCount(); kind > 0; kind--) {
        in.skip(in.readCount());
      }
    }
    BitSet defined = new BitSet(count);
    for (int owners = in.readCount(); owners > 0; owners--) {
      int owner = in.readVarint(count - 1);
      if (in.readVarint(Integer.MAX_VALUE) > 0) {
        defined.set(owner);
        in.skip(in.readCount());
      }
      for (int edges = in.readCount(); edges > 0; edges--) {
        in.readVarint();
        in.readVarint();
        in.skip(in.readCount());
      }
    }
    return defined;
  }

  private static ByteReader checked(byte[] chunk) {
    ByteReader in = new ByteReader(chunk);
    int checksum = in.readInt();
    CRC32C crc = new CRC32C();
    crc.update(chunk, 4, chunk.length - 4);
    if (checksum != (int) crc.getValue()) {
      throw new MalformedBytesException("a chunk of unit content does not match its checksum");
    }
    return in;
  }

  /**
   * Reads what is behind the symbols of a chunk.
   *
   * @param ranks of the chunk's symbols
   * @return the rank of the first symbol that the chunk defines, or -1
   */
  private static int decode(ByteReader in, int[] ranks, UnitAssembler unit) {
    NodeKind[] nodeKinds = new NodeKind[in.readCount()];
    for (int i = 0; i < nodeKinds.length; i++) {
      nodeKinds[i] = new NodeKind(in.readText());
    }
    EdgeKind[] edgeKinds = new EdgeKind[in.readCount()];
    for (int i = 0; i < edgeKinds.length; i++) {
      edgeKinds[i] = new EdgeKind(in.readText());
    }
    int first = -1;
    int owners = in.readCount();
    for (int i = 0; i < owners; i++) {
      int owner = ranks[in.readVarint(ranks.length - 1)];
      int kind = in.readVarint(nodeKinds.length);
      if (kind > 0) {
        first = first < 0 ? owner : first;
        unit.define(owner, nodeKinds[kind - 1], readAttributes(in));
      }
      int edges = in.readCount();
      for (int j = 0; j < edges; j++) {
        EdgeKind edgeKind = edgeKinds[in.readVarint(edgeKinds.length - 1)];
        int to = ranks[in.readVarint(ranks.length - 1)];
        unit.edge(owner, edgeKind, to, readAttributes(in));
      }
    }
    return first;
  }

  /** Each symbol says how many bytes it shares with the one before it, and has the others. */
  private static PackedBytes readSymbols(ByteReader in) {
    int count = in.readCount();
    int[] before = {0, 0};
    return PackedBytes.of(
        count,
        EXPECTED_SYMBOL_BYTES,
        (symbols, i) -> {
          int start = symbols.length();
          symbols.writeBytes(symbols.array(), before[0], in.readVarint(before[1]));
          in.readBytes(symbols, in.readCount());
          before[0] = start;
          before[1] = symbols.length() - start;
        });
  }

  private static Attributes readAttributes(ByteReader in) {
    int length = in.readCount();
    return length == 0 ? Attributes.EMPTY : AttributesCodec.read(in.slice(length));
  }
}
