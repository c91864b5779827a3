package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
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
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads the chunks that a {@link UnitEncoder} wrote. */
final class UnitDecoder {
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

  private static String[] decode(byte[][] encoded) {
    String[] symbols = new String[encoded.length];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = TextBytes.decode(encoded[i], 0, encoded[i].length);
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
   * Passes the encoded symbols on that a chunk defines, in the order of symbols, and reads nothing
   * else.
   *
   * @throws MalformedBytesException if the chunk is damaged
   */
  static void definitions(byte[] chunk, Consumer<byte[]> sink) {
    ByteReader in = checked(chunk);
    byte[][] symbols = readSymbols(in);
    for (int kinds = 0; kinds < 2; kinds++) {
      for (int count = in.readCount(); count > 0; count--) {
        in.skip(in.readCount());
      }
    }
    for (int owners = in.readCount(); owners > 0; owners--) {
      byte[] owner = symbols[in.readVarint(symbols.length - 1)];
      if (in.readVarint(Integer.MAX_VALUE) > 0) {
        sink.accept(owner);
        in.skip(in.readCount());
      }
      for (int edges = in.readCount(); edges > 0; edges--) {
        in.readVarint();
        in.readVarint();
        in.skip(in.readCount());
      }
    }
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

  private static byte[][] readSymbols(ByteReader in) {
    byte[][] symbols = new byte[in.readCount()][];
    byte[] symbol = new byte[64];
    int length = 0;
    for (int i = 0; i < symbols.length; i++) {
      int shared = in.readVarint(length);
      int rest = in.readCount();
      length = shared + rest;
      if (length > symbol.length) {
        symbol = Arrays.copyOf(symbol, Math.max(length, 2 * symbol.length));
      }
      in.readBytes(symbol, shared, rest);
      symbols[i] = Arrays.copyOf(symbol, length);
    }
    return symbols;
  }

  private static Attributes readAttributes(ByteReader in) {
    int length = in.readCount();
    return length == 0
        ? Attributes.EMPTY
        : AttributesCodec.read(new ByteReader(in.readBytes(length)));
  }
}
