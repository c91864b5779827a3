package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.Texts;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.graph.UnitInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * All keys of a graph that is imported as a whole: collected unit by unit, then passed on in order.
 * Keys whose order is that of ids are made on the way out; the others are sorted.
 */
final class ImportEntries implements AutoCloseable {
  private static final byte[] EMPTY = {};

  /** An arena holds less than 2 GiB. */
  private static final long MAX_SORTER_BYTES = 1L << 30;

  /** How many symbols are indexed between two looks at the memory. */
  private static final int INDEX_STEP = 1 << 10;

  /** About how many keys find a node. */
  private static final long INDEX_KEYS = 4;

  private final ImportFiles files;
  private final long memoryBytes;
  private final SymbolDictionary symbols = new SymbolDictionary();
  private final Map<NodeKind, Integer> nodeKinds = new HashMap<>();
  private final Map<EdgeKind, Integer> edgeKinds = new HashMap<>();
  private final List<String> unitPaths = new ArrayList<>();
  private final Set<String> knownPaths = new HashSet<>();
  private final EntrySorter names;
  private final EntrySorter initials;
  private final EntrySorter definitions;
  private final EntrySorter forward;
  private final EntrySorter manifest;
  private final EntrySorter reverse;
  private final EntrySorter symbolKeys;
  private final EntrySorter contents;
  private final List<EntrySorter> facts;
  private final List<EntrySorter> indexes;
  private final Map<EntrySorter, Future<?>> sorted = new HashMap<>();
  private int[] shownUnits = new int[1 << 10];
  private byte[] kinds = new byte[1 << 10];
  private int[] firstStater = new int[1 << 10];
  private boolean mayHaveSeveral;
  private long edges;

  ImportEntries(ImportFiles files, long memoryBytes) {
    this.files = files;
    this.memoryBytes = memoryBytes;
    names = new EntrySorter(files::next);
    initials = new EntrySorter(files::next);
    definitions = new EntrySorter(files::next);
    forward = new EntrySorter(files::next);
    manifest = new EntrySorter(files::next);
    reverse = new EntrySorter(files::next);
    symbolKeys = new EntrySorter(files::next);
    contents = new EntrySorter(files::next);
    facts = List.of(definitions, forward, reverse, manifest, contents);
    indexes = List.of(names, initials, symbolKeys);
  }

  /**
   * Adds a unit.
   *
   * @throws IllegalArgumentException if its path came before
   */
  void add(EncodedUnit encoded) {
    UnitContent content = encoded.unit();
    if (!knownPaths.add(content.path())) {
      throw cameBefore(content.path());
    }
    unitPaths.add(content.path());
    int unit = unitPaths.size();
    int[] ids = ids(encoded);
    addDefinitions(encoded, unit, ids);
    addEdges(encoded, unit, ids);
    UnitStore.toPieces(unit, encoded.chunks()).forEach(contents::add);
    UnitInfo info =
        new UnitInfo(
            content.path(),
            content.hash(),
            content.definitionCount(),
            content.edgeCount(),
            encoded.contentBytes());
    manifest.add(UnitRecord.key(content.path()), new UnitRecord(unit, info).encode());
    spillIfFull(facts);
  }

  static IllegalArgumentException cameBefore(String path) {
    return new IllegalArgumentException(
        "unit " + path + " comes twice; an import takes each path once");
  }

  private int[] ids(EncodedUnit encoded) {
    int[] ids = new int[encoded.symbols().length];
    for (int rank = 0; rank < ids.length; rank++) {
      int known = symbols.size();
      int id = symbols.id(encoded.symbols()[rank], encoded.hashes()[rank]);
      ids[rank] = id;
      if (id == known) {
        if (id == shownUnits.length) {
          shownUnits = Arrays.copyOf(shownUnits, 2 * id);
          kinds = Arrays.copyOf(kinds, 2 * id);
          firstStater = Arrays.copyOf(firstStater, 2 * id);
        }
      }
    }
    return ids;
  }

  /** Makes the keys by which nodes are found, once all symbols are known. */
  private void index() {
    for (int id = 0; id < symbols.size(); id++) {
      String symbol = TextBytes.decode(symbols.block(id), symbols.offset(id), symbols.length(id));
      NodeTable.indexKeys(symbol, id, this::addIndex);
      if ((id & INDEX_STEP - 1) == 0) {
        spillIfFull(indexes);
      }
    }
  }

  private void addIndex(byte[] key, byte[] value) {
    if (key[0] == Keys.SYMBOL) {
      symbolKeys.add(key, value);
    } else {
      (key[0] == Keys.NAME ? names : initials).add(key, value);
    }
  }

  private void addDefinitions(EncodedUnit encoded, int unit, int[] ids) {
    UnitContent content = encoded.unit();
    ByteWriter value = new ByteWriter(64);
    for (int i = 0; i < content.definitionCount(); i++) {
      int node = ids[content.definitionRank(i)];
      int kind = number(content.definitionKind(i));
      value.clear();
      value.writeByte(kind);
      value.writeBytes(encoded.definitionAttributes()[i]);
      byte[] key = Keys.ids(Keys.DEFINITION, node, unit);
      definitions.add(key, key.length, value.array(), value.length());
      int shown = shownUnits[node];
      if (shown == 0 || Texts.compare(unitPaths.get(unit - 1), unitPaths.get(shown - 1)) < 0) {
        shownUnits[node] = unit;
        kinds[node] = (byte) kind;
      }
    }
  }

  private void addEdges(EncodedUnit encoded, int unit, int[] ids) {
    UnitContent content = encoded.unit();
    ByteWriter value = new ByteWriter(64);
    for (int i = 0; i < content.edgeCount(); i++) {
      int from = ids[content.edgeFromRank(i)];
      int to = ids[content.edgeToRank(i)];
      int kind = number(content.edgeKind(i));
      value.clear();
      value.writeVarint(2L * unit);
      value.writeBytes(encoded.edgeAttributes()[i]);
      byte[] key = Keys.edge(Keys.FORWARD, from, kind, to);
      forward.add(key, key.length, value.array(), value.length());
      reverse.add(Keys.edge(Keys.REVERSE, to, kind, from), EMPTY);
      if (firstStater[from] == 0) {
        firstStater[from] = unit;
      } else if (firstStater[from] != unit) {
        mayHaveSeveral = true;
      }
    }
  }

  private int number(NodeKind kind) {
    return number(nodeKinds, kind);
  }

  private int number(EdgeKind kind) {
    return number(edgeKinds, kind);
  }

  private static <K> int number(Map<K, Integer> numbers, K kind) {
    Integer known = numbers.get(kind);
    if (known != null) {
      return known;
    }
    int number = numbers.size() + 1;
    if (number > dev.keygraph.graph.GraphLimits.MAX_KINDS) {
      throw new IllegalArgumentException(
          "a store can hold " + (number - 1) + " kinds, and has them all: " + kind);
    }
    numbers.put(kind, number);
    return number;
  }

  /** Moves the largest of some sorters to a file where all together take too much memory. */
  private void spillIfFull(List<EntrySorter> own) {
    long used = 0;
    for (EntrySorter sorter : facts) {
      used += sorter.memoryBytes();
    }
    for (EntrySorter sorter : indexes) {
      used += sorter.memoryBytes();
    }
    EntrySorter largest = Collections.max(own, Comparator.comparing(EntrySorter::memoryBytes));
    if (used > memoryBytes || largest.memoryBytes() > MAX_SORTER_BYTES) {
      largest.spill();
    }
  }

  /**
   * Begins to make the indexes, and to sort everything, in the order in which it is wanted. No unit
   * may follow.
   */
  void sort(ExecutorService workers) {
    Future<?> indexed = workers.submit(this::index);
    facts.forEach(sorter -> sorted.put(sorter, workers.submit(sorter::sort)));
    indexes.forEach(
        sorter ->
            sorted.put(
                sorter,
                workers.submit(
                    () -> {
                      Futures.get(indexed);
                      sorter.sort();
                    })));
  }

  private void forEach(EntrySorter sorter, EntrySorter.Sink sink) {
    Futures.get(Objects.requireNonNull(sorted.get(sorter)));
    sorter.forEach(sink);
  }

  /** Returns about how many entries there are. */
  long count() {
    long counted = facts.stream().mapToLong(EntrySorter::count).sum();
    return counted + INDEX_KEYS * symbols.size() + 2L * symbols.size() + unitPaths.size();
  }

  /** Passes all keys on, in order. */
  void forEach(EntrySorter.Sink sink) {
    forEach(names, sink);
    forEach(initials, sink);
    forEach(definitions, sink);
    if (mayHaveSeveral) {
      MergedEdges statements = new MergedEdges(sink, true);
      forEach(forward, statements);
      statements.finish();
    }
    MergedEdges merged = new MergedEdges(sink, false);
    forEach(forward, merged);
    merged.finish();
    edges = merged.count;
    for (int unit = 1; unit <= unitPaths.size(); unit++) {
      pass(sink, Keys.id(Keys.UNIT_PATH, unit), TextBytes.encode(unitPaths.get(unit - 1)));
    }
    passKinds(sink);
    passMeta(sink);
    passNodes(sink);
    forEach(manifest, sink);
    passReverse(sink);
    forEach(symbolKeys, sink);
    forEach(contents, sink);
  }

  private static void pass(EntrySorter.Sink sink, byte[] key, byte[] value) {
    sink.accept(key, 0, key.length, value, 0, value.length);
  }

  private void passKinds(EntrySorter.Sink sink) {
    for (int kind = 0; kind <= nodeKinds.size(); kind++) {
      for (int node = 0; node < symbols.size(); node++) {
        if ((kinds[node] & 0xFF) == kind) {
          pass(sink, Keys.kind(kind, node), EMPTY);
        }
      }
    }
  }

  private void passMeta(EntrySorter.Sink sink) {
    Map<byte[], byte[]> meta = new java.util.TreeMap<>(Arrays::compareUnsigned);
    nodeKinds.forEach(
        (kind, number) -> meta.put(Kinds.nodeKindKey(number), TextBytes.encode(kind.name())));
    edgeKinds.forEach(
        (kind, number) -> meta.put(Kinds.edgeKindKey(number), TextBytes.encode(kind.name())));
    long unresolved = 0;
    for (int node = 0; node < symbols.size(); node++) {
      unresolved += shownUnits[node] == 0 ? 1 : 0;
    }
    long version = unitPaths.isEmpty() ? 0 : 1;
    StateRecord state =
        new StateRecord(
            version,
            symbols.size(),
            unitPaths.size() + 1,
            unitPaths.size(),
            symbols.size(),
            unresolved,
            edges);
    meta.put(CommitState.STATE_KEY, state.encode());
    meta.put(StoredGraph.formatKey(), StoredGraph.formatValue());
    meta.forEach((key, value) -> pass(sink, key, value));
  }

  private void passNodes(EntrySorter.Sink sink) {
    ByteWriter value = new ByteWriter(128);
    for (int node = 0; node < symbols.size(); node++) {
      value.clear();
      value.writeByte(kinds[node]);
      value.writeVarint(shownUnits[node]);
      value.writeBytes(symbols.block(node), symbols.offset(node), symbols.length(node));
      byte[] key = Keys.id(Keys.NODE, node);
      sink.accept(key, 0, key.length, value.array(), 0, value.length());
    }
  }

  /** Passes each reverse key once, though several units may have stated the edge. */
  private void passReverse(EntrySorter.Sink sink) {
    byte[] last = new byte[Keys.EDGE_LENGTH];
    forEach(
        reverse,
        (key, keyOffset, keyLength, value, valueOffset, valueLength) -> {
          if (!Arrays.equals(key, keyOffset, keyOffset + keyLength, last, 0, keyLength)) {
            System.arraycopy(key, keyOffset, last, 0, keyLength);
            sink.accept(key, keyOffset, keyLength, value, valueOffset, valueLength);
          }
        });
  }

  /** Merges the statements of each edge: into one forward key, or into keys of their own. */
  private final class MergedEdges implements EntrySorter.Sink {
    private final EntrySorter.Sink sink;
    private final boolean statements;
    private final byte[] current = new byte[Keys.EDGE_LENGTH];
    private final List<byte[]> values = new ArrayList<>();
    private byte[] value = new byte[64];
    private int valueLength;
    private int several;
    long count;

    MergedEdges(EntrySorter.Sink sink, boolean statements) {
      this.sink = sink;
      this.statements = statements;
    }

    @Override
    public void accept(
        byte[] key, int keyOffset, int keyLength, byte[] bytes, int bytesOffset, int length) {
      boolean same =
          several > 0
              && Arrays.equals(key, keyOffset, keyOffset + keyLength, current, 0, keyLength);
      if (!same) {
        finish();
        System.arraycopy(key, keyOffset, current, 0, keyLength);
      } else if (several == 1) {
        values.add(Arrays.copyOf(value, valueLength));
      }
      several++;
      if (length > value.length) {
        value = new byte[2 * length];
      }
      System.arraycopy(bytes, bytesOffset, value, 0, length);
      valueLength = length;
      if (several > 1) {
        values.add(Arrays.copyOf(value, valueLength));
      }
    }

    /** Passes the last edge on. */
    void finish() {
      if (several == 0) {
        return;
      }
      if (several == 1) {
        if (!statements) {
          sink.accept(current, 0, current.length, value, 0, valueLength);
          count++;
        }
      } else {
        passSeveral();
      }
      several = 0;
      values.clear();
    }

    private void passSeveral() {
      List<EdgeRecord> records = new ArrayList<>();
      values.forEach(bytes -> records.add(EdgeRecord.decode(bytes)));
      if (statements) {
        records.sort((a, b) -> Integer.compare(a.unit(), b.unit()));
        for (EdgeRecord record : records) {
          ByteReader key = new ByteReader(current, 1, current.length - 1);
          pass(
              sink,
              Keys.statement(key.readInt(), key.readByte(), key.readInt(), record.unit()),
              AttributesCodec.encode(record.attributes()));
        }
        return;
      }
      int shown = records.get(0).unit();
      for (EdgeRecord record : records) {
        if (Texts.compare(unitPaths.get(record.unit() - 1), unitPaths.get(shown - 1)) < 0) {
          shown = record.unit();
        }
      }
      pass(
          sink, current, new EdgeRecord(shown, true, dev.keygraph.graph.Attributes.EMPTY).encode());
      count++;
    }
  }

  @Override
  public void close() {
    facts.forEach(EntrySorter::close);
    indexes.forEach(EntrySorter::close);
    files.close();
  }
}
