package dev.keygraph.store;

import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphLimits;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.SymbolNames;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.graph.UnitInfo;
import dev.keygraph.kv.EntrySink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * All keys of a graph that is imported as a whole: collected unit by unit, then passed on in order.
 * Each part of the keyspace keeps what its keys are made from in the form that is the cheapest to
 * sort; keys whose order is that of ids are made on the way out.
 */
final class ImportEntries implements AutoCloseable {
  private static final byte[] EMPTY = {};

  /** An arena holds less than 2 GiB. */
  private static final long MAX_SORTER_BYTES = 1L << 30;

  /** How many symbols are indexed between two looks at the memory. */
  private static final int INDEX_STEP = 1 << 10;

  /** About how many keys there are of a node itself: its record, kind, symbol and names. */
  private static final long NODE_KEYS = 6;

  private final ImportFiles files;
  private final long memoryBytes;
  private final ImportNodes nodes = new ImportNodes();
  private final Map<NodeKind, Integer> nodeKinds = new HashMap<>();
  private final Map<EdgeKind, Integer> edgeKinds = new HashMap<>();
  private final List<String> unitPaths = new ArrayList<>();
  private final Set<String> knownPaths = new HashSet<>();
  private final NameIndex names = new NameIndex(Keys.NAME);
  private final NameIndex initials = new NameIndex(Keys.INITIALS);
  private final EntrySorter definitions;
  private final ForwardEdges forward;
  private final EntrySorter manifest;
  private final ReverseEdges reverse;
  private final EntrySorter symbols;
  private final EntrySorter contents;
  private final IdentityHashMap<Object, Future<?>> sorted = new IdentityHashMap<>();

  ImportEntries(ImportFiles files, long memoryBytes) {
    this.files = files;
    this.memoryBytes = memoryBytes;
    definitions = EntrySorter.byIds(files::next, Keys.ID_OFFSET);
    forward = new ForwardEdges(files::next);
    manifest = new EntrySorter(files::next);
    reverse = new ReverseEdges(files::next);
    symbols = new EntrySorter(files::next);
    contents = EntrySorter.byIds(files::next, Keys.ID_OFFSET);
  }

  /**
   * Gives the symbols of a unit their ids, by rank, and new ones the next. Units come here in the
   * order in which they are added; one thread may do this ahead of another one that adds them.
   *
   * @throws IllegalArgumentException if the unit's path came before
   */
  int[] ids(EncodedUnit encoded) {
    String path = encoded.unit().path();
    if (!knownPaths.add(path)) {
      throw cameBefore(path);
    }
    return nodes.ids(encoded);
  }

  /**
   * Adds a unit.
   *
   * @param ids what {@link #ids} returned for it
   */
  void add(EncodedUnit encoded, int[] ids) {
    UnitContent content = encoded.unit();
    unitPaths.add(content.path());
    int unit = unitPaths.size();
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
    spillIfFull();
  }

  static IllegalArgumentException cameBefore(String path) {
    return new IllegalArgumentException(
        "unit " + path + " comes twice; an import takes each path once");
  }

  private void addDefinitions(EncodedUnit encoded, int unit, int[] ids) {
    UnitContent content = encoded.unit();
    PackedBytes attributes = encoded.definitionAttributes();
    ByteWriter value = new ByteWriter(64);
    UnitKinds<NodeKind> kinds = encoded.definitionKinds();
    int[] numbers = kinds.numbers(kind -> number(nodeKinds, kind));
    byte[] key = Keys.ids(Keys.DEFINITION, 0, unit);
    for (int i = 0; i < content.definitionCount(); i++) {
      int node = ids[content.definitionRank(i)];
      int kind = numbers[kinds.index(i)];
      value.clear();
      value.writeByte(kind);
      value.writeBytes(attributes.array(), attributes.start(i), attributes.length(i));
      Keys.putInt(key, Keys.ID_OFFSET, node);
      definitions.add(key, key.length, value.array(), value.length());
      nodes.define(node, kind, unit, unitPaths);
    }
  }

  private void addEdges(EncodedUnit encoded, int unit, int[] ids) {
    UnitKinds<EdgeKind> kinds = encoded.edgeKinds();
    int[] numbers = kinds.numbers(kind -> number(edgeKinds, kind));
    forward.add(encoded, unit, ids, numbers);
    UnitContent content = encoded.unit();
    for (int i = 0; i < content.edgeCount(); i++) {
      int to = ids[content.edgeToRank(i)];
      reverse.add(to, numbers[kinds.index(i)], ids[content.edgeFromRank(i)]);
    }
  }

  private static <K> int number(Map<K, Integer> numbers, K kind) {
    Integer known = numbers.get(kind);
    if (known != null) {
      return known;
    }
    int number = numbers.size() + 1;
    if (number > GraphLimits.MAX_KINDS) {
      throw new IllegalArgumentException(
          "a store can hold " + (number - 1) + " kinds, and has them all: " + kind);
    }
    numbers.put(kind, number);
    return number;
  }

  /** Moves the largest part to a file where all together take too much memory. */
  private void spillIfFull() {
    long used = forward.memoryBytes() + reverse.memoryBytes();
    EntrySorter largest = contents;
    for (EntrySorter sorter : List.of(definitions, manifest, contents)) {
      used += sorter.memoryBytes();
      largest = sorter.memoryBytes() > largest.memoryBytes() ? sorter : largest;
    }
    long most =
        Math.max(largest.memoryBytes(), Math.max(forward.memoryBytes(), reverse.memoryBytes()));
    if (used <= memoryBytes && most <= MAX_SORTER_BYTES) {
      return;
    }
    if (most == forward.memoryBytes()) {
      forward.spill();
    } else if (most == reverse.memoryBytes()) {
      reverse.spill();
    } else {
      largest.spill();
    }
  }

  /**
   * Begins to make the indexes, and to sort everything, in the order in which it is wanted. No unit
   * may follow.
   */
  void sort(ExecutorService workers) {
    nodes.complete();
    sorted.put(names, workers.submit(this::indexNames));
    sorted.put(initials, workers.submit(this::indexInitials));
    sorted.put(definitions, workers.submit(definitions::sort));
    sorted.put(forward, workers.submit(forward::sort));
    sorted.put(manifest, workers.submit(manifest::sort));
    sorted.put(reverse, workers.submit(reverse::sort));
    long others = forward.memoryBytes() + reverse.memoryBytes() + contents.memoryBytes();
    sorted.put(
        symbols,
        workers.submit(() -> indexSymbols(Math.max(memoryBytes / 4, memoryBytes - others))));
    sorted.put(contents, workers.submit(contents::sort));
  }

  private void indexNames() {
    SymbolParts parts = new SymbolParts();
    for (int node = 0; node < nodes.size(); node++) {
      if (nodes.split(node, parts)) {
        names.add(parts.array(), parts.simpleNameStart(), parts.simpleNameEnd(), node);
      } else {
        names.add(SymbolNames.simpleName(nodes.symbol(node)), node);
      }
    }
    names.sort();
  }

  private void indexInitials() {
    SymbolParts parts = new SymbolParts();
    for (int node = 0; node < nodes.size(); node++) {
      int id = node;
      if (nodes.split(node, parts)) {
        parts.forEachInitials((text, length) -> initials.add(text, 0, length, id));
      } else {
        NodeTable.forEachInitials(nodes.symbol(node), text -> initials.add(text, id));
      }
    }
    initials.sort();
  }

  private void indexSymbols(long memory) {
    byte[] id = new byte[Integer.BYTES];
    ByteWriter key = new ByteWriter(256);
    for (int node = 0; node < nodes.size(); node++) {
      Keys.putInt(id, 0, node);
      key.clear();
      key.writeByte(Keys.SYMBOL);
      nodes.writeSymbol(node, key);
      symbols.add(key.array(), key.length(), id, id.length);
      boolean look = (node & INDEX_STEP - 1) == 0;
      if (look && symbols.memoryBytes() > Math.min(memory, MAX_SORTER_BYTES)) {
        symbols.spill();
      }
    }
    symbols.sort();
  }

  /** Returns about how many entries there are. */
  long count() {
    return definitions.count()
        + forward.count()
        + reverse.count()
        + manifest.count()
        + contents.count()
        + unitPaths.size()
        + NODE_KEYS * nodes.size();
  }

  /** Passes all keys on, in order. */
  void forEach(EntrySink sink) {
    awaitSorted(names);
    names.forEach(sink);
    awaitSorted(initials);
    initials.forEach(sink);
    pass(definitions, sink);
    awaitSorted(forward);
    forward.forEachStatement(sink);
    final long edges = forward.forEach(sink, unitPaths);
    for (int unit = 1; unit <= unitPaths.size(); unit++) {
      pass(sink, Keys.id(Keys.UNIT_PATH, unit), TextBytes.encode(unitPaths.get(unit - 1)));
    }
    nodes.forEachKind(sink, nodeKinds.size());
    passMeta(sink, edges);
    nodes.forEachRecord(sink);
    pass(manifest, sink);
    passReverse(sink);
    pass(symbols, sink);
    pass(contents, sink);
  }

  private void awaitSorted(Object part) {
    Futures.get(Objects.requireNonNull(sorted.get(part)));
  }

  private void pass(EntrySorter sorter, EntrySink sink) {
    awaitSorted(sorter);
    sorter.forEach(sink);
  }

  private static void pass(EntrySink sink, byte[] key, byte[] value) {
    sink.accept(key, 0, key.length, value, 0, value.length);
  }

  private void passReverse(EntrySink sink) {
    awaitSorted(reverse);
    byte[] key = Keys.edge(Keys.REVERSE, 0, 0, 0);
    reverse.forEach(
        (to, kind, from) -> {
          Keys.putInt(key, Keys.ID_OFFSET, to);
          key[Keys.EDGE_KIND_OFFSET] = (byte) kind;
          Keys.putInt(key, Keys.FAR_END_OFFSET, from);
          sink.accept(key, 0, key.length, EMPTY, 0, 0);
        });
  }

  private void passMeta(EntrySink sink, long edges) {
    Map<byte[], byte[]> meta = new TreeMap<>(Arrays::compareUnsigned);
    nodeKinds.forEach(
        (kind, number) -> meta.put(Kinds.nodeKindKey(number), TextBytes.encode(kind.name())));
    edgeKinds.forEach(
        (kind, number) -> meta.put(Kinds.edgeKindKey(number), TextBytes.encode(kind.name())));
    StateRecord state =
        new StateRecord(
            unitPaths.isEmpty() ? 0 : 1,
            nodes.size(),
            unitPaths.size() + 1,
            unitPaths.size(),
            nodes.size(),
            nodes.unresolved(),
            edges);
    meta.put(CommitState.STATE_KEY, state.encode());
    meta.put(StoredGraph.formatKey(), StoredGraph.formatValue());
    meta.forEach((key, value) -> pass(sink, key, value));
  }

  @Override
  public void close() {
    names.clear();
    initials.clear();
    forward.close();
    reverse.close();
    List.of(definitions, manifest, symbols, contents).forEach(EntrySorter::close);
    files.close();
  }
}
