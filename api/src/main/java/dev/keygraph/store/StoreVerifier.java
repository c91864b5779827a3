package dev.keygraph.store;

import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.SymbolNames;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.graph.UnitInfo;
import dev.keygraph.kv.EntrySink;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.guard.CloseSteps;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a store: works all its entries out from its units and the ids that it gave, as an import
 * would make them, and compares those with the entries that it has. Whatever an engine or a decoder
 * says of damage is a finding. Units stream through; what is sorted is bounded, and beyond that
 * goes to temporary files; the dictionary of symbols and the units' paths are in memory.
 */
public final class StoreVerifier implements AutoCloseable {
  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  /** Units that are read ahead of the one that is taken apart. */
  private static final int AHEAD = 64;

  private static final int LOOK = 1 << 10;
  private static final int REPORT = 256;
  private static final long MAX_SORTER_BYTES = 1L << 30;

  /**
   * What was verified.
   *
   * @param version the version of the graph
   * @param units number of units
   * @param nodes number of nodes that they mention
   * @param edges number of edges that they state
   * @param entries number of entries that were compared
   */
  public record Counts(long version, long units, long nodes, long edges, long entries) {}

  private final KvStore store;
  private final FindingSink findings;
  private final KvProgress progress;
  private final long memoryBytes;
  private final ImportFiles files = ImportFiles.apart();
  private final EntrySorter definitions = new EntrySorter(files::next);
  private final ForwardEdges forward = new ForwardEdges(files::next);
  private final EntrySorter manifest = new EntrySorter(files::next);
  private final EntrySorter reverse = new EntrySorter(files::next);
  private final EntrySorter symbols = new EntrySorter(files::next);
  private final VerifiedNodes nodes;
  private final SnapshotPool snapshots;
  private final ExecutorService workers;
  private long compared;

  private StoreVerifier(
      KvStore store, long memoryBytes, FindingSink findings, KvProgress progress) {
    this.store = store;
    this.memoryBytes = memoryBytes;
    this.findings = findings;
    this.progress = progress;
    this.nodes = new VerifiedNodes(findings);
    this.snapshots = SnapshotPool.of(store, THREADS + 1);
    this.workers = Executors.newFixedThreadPool(THREADS, StoreVerifier::thread);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "keygraph-verify");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Verifies a store, which readers and writers may go on using.
   *
   * @param memoryBytes bound for what is sorted in memory
   * @param findings is told what is wrong
   * @throws dev.keygraph.kv.KvWrongFormatException if the store has another format than this code
   */
  public static Counts verify(
      KvStore store, long memoryBytes, FindingSink findings, KvProgress progress) {
    try (StoreVerifier verifier = new StoreVerifier(store, memoryBytes, findings, progress)) {
      return verifier.run();
    } catch (UncheckedIOException e) {
      throw KvException.ofIo(
          "verifying " + store.directory() + ": sorting in temporary files failed",
          Objects.requireNonNull(e.getCause()));
    }
  }

  private Counts run() {
    MetaTable meta = snapshots.lend(reader -> MetaTable.read(store, reader, findings));
    UnitTable units = snapshots.lend(reader -> UnitTable.read(reader, findings));
    snapshots.lend(
        reader -> {
          nodes.read(reader);
          return true;
        });
    nodes.reserveBelow(meta.state().nextNode());
    readUnits(units, meta);
    nodes.seal();
    long edges = compare(units, meta);
    checkCounters(meta, units, edges);
    return new Counts(
        meta.state().version(), units.size(), nodes.size(), Math.max(0, edges), compared);
  }

  /** Reads all units' contents on the workers, and takes them apart here. */
  private void readUnits(UnitTable units, MetaTable meta) {
    Deque<Future<Optional<EncodedUnit>>> ahead = new ArrayDeque<>();
    List<UnitTable.Entry> all = units.all();
    int submitted = 0;
    for (int done = 0; done < all.size(); done++) {
      for (; submitted < all.size() && submitted - done < AHEAD; submitted++) {
        UnitTable.Entry entry = all.get(submitted);
        ahead.add(workers.submit(() -> snapshots.lend(snapshot -> readUnit(entry, snapshot))));
      }
      Optional<EncodedUnit> unit = Futures.get(ahead.remove());
      UnitTable.Entry entry = all.get(done);
      if (unit.isPresent()) {
        add(unit.get(), entry, units, meta);
      } else {
        expectRecord(entry, entry.info());
      }
      if (done % REPORT == 0) {
        progress.update("reading", done, all.size(), "units");
      }
    }
    progress.update("reading", all.size(), all.size(), "units");
  }

  private Optional<EncodedUnit> readUnit(UnitTable.Entry entry, KvReader reader) {
    try {
      List<byte[]> chunks = StoredUnits.chunks(reader, entry.id());
      EncodedUnit unit = EncodedUnit.of(StoredUnits.decode(entry, chunks));
      if (!sameChunks(chunks, unit.chunks())) {
        contentFound(entry, "its chunks are not those that its content is written as");
      }
      return Optional.of(unit);
    } catch (MalformedBytesException e) {
      contentFound(entry, e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean sameChunks(List<byte[]> chunks, List<byte[]> others) {
    boolean same = chunks.size() == others.size();
    for (int i = 0; i < chunks.size() && same; i++) {
      same = Arrays.equals(chunks.get(i), others.get(i));
    }
    return same;
  }

  private void contentFound(UnitTable.Entry entry, @Nullable String problem) {
    findings.found(
        KeyPart.CONTENT.title(), entry.path(), Objects.requireNonNullElse(problem, "unreadable"));
  }

  private void add(EncodedUnit encoded, UnitTable.Entry entry, UnitTable units, MetaTable meta) {
    UnitContent content = encoded.unit();
    int[] indexes = nodes.indexes(encoded, snapshots);
    int[] ids = new int[indexes.length];
    for (int rank = 0; rank < ids.length; rank++) {
      ids[rank] = nodes.id(indexes[rank]);
    }
    UnitInfo info =
        new UnitInfo(
            content.path(),
            content.hash(),
            content.definitionCount(),
            content.edgeCount(),
            encoded.contentBytes());
    expectRecord(entry, info);
    addDefinitions(encoded, entry.id(), indexes, units, meta);
    int[] kinds = encoded.edgeKinds().numbers(kind -> meta.edgeKind(kind.name()));
    forward.add(encoded, entry.id(), ids, kinds);
    addReverse(encoded, ids, kinds);
    spillIfFull();
  }

  private void expectRecord(UnitTable.Entry entry, @Nullable UnitInfo info) {
    if (info != null) {
      manifest.add(UnitRecord.key(entry.path()), new UnitRecord(entry.id(), info).encode());
    }
  }

  private void addDefinitions(
      EncodedUnit encoded, int unit, int[] indexes, UnitTable units, MetaTable meta) {
    UnitContent content = encoded.unit();
    PackedBytes attributes = encoded.definitionAttributes();
    ByteWriter value = new ByteWriter(64);
    byte[] key = Keys.ids(Keys.DEFINITION, 0, unit);
    UnitKinds<NodeKind> kinds = encoded.definitionKinds();
    int[] numbers = kinds.numbers(kind -> meta.nodeKind(kind.name()));
    for (int i = 0; i < content.definitionCount(); i++) {
      int index = indexes[content.definitionRank(i)];
      int number = numbers[kinds.index(i)];
      value.clear();
      value.writeByte(number);
      value.writeBytes(attributes.array(), attributes.start(i), attributes.length(i));
      Keys.putInt(key, Keys.ID_OFFSET, nodes.id(index));
      definitions.add(key, key.length, value.array(), value.length());
      nodes.define(index, number, unit, units::path);
    }
  }

  private void addReverse(EncodedUnit encoded, int[] ids, int[] kindNumbers) {
    UnitContent content = encoded.unit();
    byte[] key = Keys.edge(Keys.REVERSE, 0, 0, 0);
    byte[] empty = {};
    for (int i = 0; i < content.edgeCount(); i++) {
      key[Keys.EDGE_KIND_OFFSET] = (byte) kindNumbers[encoded.edgeKinds().index(i)];
      Keys.putInt(key, Keys.ID_OFFSET, ids[content.edgeToRank(i)]);
      Keys.putInt(key, Keys.FAR_END_OFFSET, ids[content.edgeFromRank(i)]);
      reverse.add(key, key.length, empty, 0);
    }
  }

  private void spillIfFull() {
    EntrySorter largest = reverse;
    long used = forward.memoryBytes();
    for (EntrySorter sorter : List.of(definitions, manifest, reverse)) {
      used += sorter.memoryBytes();
      largest = sorter.memoryBytes() > largest.memoryBytes() ? sorter : largest;
    }
    long most = Math.max(largest.memoryBytes(), forward.memoryBytes());
    if (used <= memoryBytes && most <= MAX_SORTER_BYTES) {
      return;
    }
    if (most == forward.memoryBytes()) {
      forward.spill();
    } else {
      largest.spill();
    }
  }

  /** Compares all parts, each on a worker; returns how many edges there are. */
  private long compare(UnitTable units, MetaTable meta) {
    KeyPlace places =
        new KeyPlace(
            nodes::describe,
            id -> Objects.requireNonNullElse(units.path(id), "unit " + id),
            meta::describeEdgeKind);
    long total = store.statistics().entries();
    long[] edges = {0};
    List<Future<?>> parts = new ArrayList<>();
    for (Consumer<Comparer> part :
        List.<Consumer<Comparer>>of(
            with -> compareEdges(with, units, edges),
            with -> {
              reverse.sort();
              with.compare(KeyPart.REVERSE, sink -> passDistinct(reverse, sink));
            },
            this::compareSymbols,
            this::compareNames,
            this::compareInitials,
            with -> {
              definitions.sort();
              with.compare(KeyPart.DEFINITIONS, definitions::forEach);
            },
            with -> {
              with.compare(KeyPart.NODES, nodes::forEachRecord);
              with.compare(KeyPart.KINDS, nodes::forEachKind);
              manifest.sort();
              with.compare(KeyPart.MANIFEST, manifest::forEach);
              with.compare(KeyPart.UNIT_PATHS, sink -> passPaths(units, sink));
              with.findStrays(units);
            })) {
      parts.add(
          workers.submit(
              () ->
                  snapshots.lend(
                      reader -> {
                        part.accept(new Comparer(reader, places, total));
                        return true;
                      })));
    }
    parts.forEach(Futures::get);
    progress.update("comparing", compared, compared, "entries");
    return edges[0];
  }

  /** Compares parts with one reader. */
  private final class Comparer {
    private final KvReader reader;
    private final KeyPlace places;
    private final long total;

    Comparer(KvReader reader, KeyPlace places, long total) {
      this.reader = reader;
      this.places = places;
      this.total = total;
    }

    void compare(KeyPart part, Consumer<EntrySink> expected) {
      KeyComparison.run(reader, part, places, findings, expected, more -> addCompared(more, total));
    }

    /** Finds what is in no part, and content of no unit. */
    void findStrays(UnitTable units) {
      byte[] lower = {0};
      for (KeyPart part : KeyPart.ALL) {
        byte[] start = Keys.tag(part.tag());
        findAny(KeyPart.NO_PART, lower, start);
        lower = Keys.behind(start);
      }
      findAny(KeyPart.NO_PART, lower, null);
      byte[] content = Keys.tag(Keys.CONTENT);
      int next = 0;
      for (UnitTable.Entry unit : units.all()) {
        if (unit.id() > next) {
          findAny(
              KeyPart.CONTENT.title(),
              next == 0 ? content : Keys.id(Keys.CONTENT, next),
              Keys.id(Keys.CONTENT, unit.id()));
        }
        next = unit.id() + 1;
      }
      findAny(
          KeyPart.CONTENT.title(),
          next == 0 ? content : Keys.id(Keys.CONTENT, next),
          Keys.behind(content));
    }

    private void findAny(String part, byte[] lower, byte @Nullable [] upper) {
      DamagedReads.scan(
          reader,
          KeyPart.CONTENT,
          findings,
          lower,
          upper,
          (key, value) -> {
            findings.found(part, places.of(key.toByteArray()), "left over: no unit says it");
            return true;
          });
    }
  }

  private synchronized void addCompared(long more, long total) {
    compared += more;
    progress.update("comparing", compared, total < 0 ? -1 : Math.max(total, compared), "entries");
  }

  private void compareEdges(Comparer with, UnitTable units, long[] edges) {
    forward.sort();
    with.compare(KeyPart.STATEMENTS, forward::forEachStatement);
    List<String> paths = units.pathsFromUnitOne();
    edges[0] = -1;
    with.compare(KeyPart.FORWARD, sink -> edges[0] = forward.forEach(sink, paths));
  }

  private static void passDistinct(EntrySorter sorter, EntrySink sink) {
    byte[] last = new byte[Keys.EDGE_LENGTH];
    sorter.forEach(
        (key, offset, length, value, valueOffset, valueLength) -> {
          if (!Arrays.equals(last, 0, length, key, offset, offset + length)) {
            System.arraycopy(key, offset, last, 0, length);
            sink.accept(key, offset, length, value, valueOffset, valueLength);
          }
        });
  }

  private void compareSymbols(Comparer with) {
    byte[] id = new byte[Integer.BYTES];
    int[] count = {0};
    long bound = Math.min(memoryBytes / 4, MAX_SORTER_BYTES);
    nodes.forEachSymbol(
        (symbol, node) -> {
          Keys.putInt(id, 0, node);
          symbols.add(Keys.text(Keys.SYMBOL, TextBytes.encode(symbol)), id);
          if (++count[0] % LOOK == 0 && symbols.memoryBytes() > bound) {
            symbols.spill();
          }
        });
    symbols.sort();
    with.compare(KeyPart.SYMBOLS, symbols::forEach);
  }

  private void compareNames(Comparer with) {
    NameIndex names = new NameIndex(Keys.NAME);
    nodes.forEachSymbol((symbol, node) -> names.add(SymbolNames.simpleName(symbol), node));
    names.sort();
    with.compare(KeyPart.NAMES, names::forEach);
  }

  private void compareInitials(Comparer with) {
    NameIndex initials = new NameIndex(Keys.INITIALS);
    nodes.forEachSymbol(
        (symbol, node) -> NodeTable.forEachInitials(symbol, text -> initials.add(text, node)));
    initials.sort();
    with.compare(KeyPart.INITIALS, initials::forEach);
  }

  private static void passPaths(UnitTable units, EntrySink sink) {
    for (UnitTable.Entry unit : units.all()) {
      byte[] key = Keys.id(Keys.UNIT_PATH, unit.id());
      byte[] path = TextBytes.encode(unit.path());
      sink.accept(key, 0, key.length, path, 0, path.length);
    }
  }

  private void checkCounters(MetaTable meta, UnitTable units, long edges) {
    if (!meta.hasState()) {
      return;
    }
    StateRecord state = meta.state();
    meta.check("units", state.units(), units.size());
    meta.check("nodes", state.nodes(), nodes.size());
    meta.check("unresolved nodes", state.unresolved(), nodes.unresolved());
    if (edges >= 0) {
      meta.check("edges", state.edges(), edges);
    }
    meta.checkNext("next node", state.nextNode(), nodes.highestId());
    meta.checkNext("next unit", state.nextUnit(), units.highestId());
  }

  @Override
  public void close() {
    workers.shutdownNow();
    Futures.awaitEnd(workers);
    CloseSteps steps = new CloseSteps();
    steps.take(snapshots::close);
    steps.take(forward::close);
    List.of(definitions, manifest, reverse, symbols).forEach(sorter -> steps.take(sorter::close));
    steps.take(files::close);
    steps.finish();
  }
}
