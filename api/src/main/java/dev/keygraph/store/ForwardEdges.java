package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.Keys;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.Texts;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.EntrySink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * The edges of an import by where they start. What one unit states of one node is sorted when it
 * comes, and is one entry from then on, since most nodes have all their edges from one unit.
 */
final class ForwardEdges implements AutoCloseable {
  /** Edges of one entry; more of one node and one unit are several. */
  private static final int MAX_GROUP = 1 << 24;

  private static final int INDEX_BITS = 24;
  private static final int KIND_SHIFT = 55;

  private final EntrySorter groups;
  private final ByteWriter group = new ByteWriter(1 << 10);
  private final byte[] key = new byte[Integer.BYTES];
  private final BitSet stated = new BitSet();
  private final BitSet several = new BitSet();
  private long[] order = new long[64];
  private long count;

  ForwardEdges(Supplier<Path> runFile) {
    groups = EntrySorter.byIds(runFile, 0);
  }

  /** Returns how many edges were added. */
  long count() {
    return count;
  }

  long memoryBytes() {
    return groups.memoryBytes();
  }

  void sort() {
    groups.sort();
  }

  void spill() {
    groups.spill();
  }

  /**
   * Adds the edges of a unit.
   *
   * @param ids the node ids of its symbols, by rank
   * @param numbers the numbers of its kinds of edges
   */
  void add(EncodedUnit encoded, int unit, int[] ids, int[] numbers) {
    UnitContent content = encoded.unit();
    int edges = content.edgeCount();
    for (int start = 0; start < edges; ) {
      int rank = content.edgeFromRank(start);
      int end = start;
      while (end < edges && end - start < MAX_GROUP && content.edgeFromRank(end) == rank) {
        end++;
      }
      addGroup(encoded, unit, ids, numbers, start, end);
      start = end;
    }
    count += edges;
  }

  private void addGroup(
      EncodedUnit encoded, int unit, int[] ids, int[] numbers, int start, int end) {
    UnitContent content = encoded.unit();
    int length = end - start;
    if (order.length < length) {
      order = new long[Math.max(length, 2 * order.length)];
    }
    UnitKinds<EdgeKind> kinds = encoded.edgeKinds();
    for (int i = 0; i < length; i++) {
      long to = ids[content.edgeToRank(start + i)];
      order[i] = (long) numbers[kinds.index(start + i)] << KIND_SHIFT | to << INDEX_BITS | i;
    }
    Arrays.sort(order, 0, length);
    group.clear();
    PackedBytes attributes = encoded.edgeAttributes();
    int unitLength = varintLength(2L * unit);
    for (int i = 0; i < length; i++) {
      int edge = start + ((int) order[i] & (MAX_GROUP - 1));
      group.writeByte((int) (order[i] >>> KIND_SHIFT));
      group.writeInt((int) (order[i] >>> INDEX_BITS) & Integer.MAX_VALUE);
      group.writeVarint(unitLength + attributes.length(edge));
      group.writeVarint(2L * unit);
      group.writeBytes(attributes.array(), attributes.start(edge), attributes.length(edge));
    }
    int from = ids[content.edgeFromRank(start)];
    Keys.putInt(key, 0, from);
    groups.add(key, key.length, group.array(), group.length());
    if (stated.get(from)) {
      several.set(from);
    } else {
      stated.set(from);
    }
  }

  private static int varintLength(long value) {
    int length = 1;
    for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
      length++;
    }
    return length;
  }

  /** Passes the statements on, in order, of edges that several units state. */
  void forEachStatement(EntrySink sink) {
    if (several.isEmpty()) {
      return;
    }
    Merge merge = new Merge(edges -> passStatements(edges, sink));
    groups.forEach(
        (bytes, start, length, value, valueOffset, valueLength) -> {
          int from = new ByteReader(bytes, start, length).readInt();
          if (several.get(from)) {
            merge.add(from, value, valueOffset, valueLength);
          }
        });
    merge.finish();
  }

  /**
   * Passes all forward keys on, in order.
   *
   * @param paths the units' paths, from that of unit 1
   * @return how many there were
   */
  long forEach(EntrySink sink, List<String> paths) {
    long[] passed = {0};
    byte[] edge = Keys.edge(Keys.FORWARD, 0, 0, 0);
    Merge merge = new Merge(edges -> passed[0] += passMerged(edges, sink, paths));
    groups.forEach(
        (bytes, start, length, value, valueOffset, valueLength) -> {
          int from = new ByteReader(bytes, start, length).readInt();
          if (several.get(from)) {
            merge.add(from, value, valueOffset, valueLength);
            return;
          }
          merge.finish();
          System.arraycopy(bytes, start, edge, 1, Integer.BYTES);
          ByteReader in = new ByteReader(value, valueOffset, valueLength);
          while (in.remaining() > 0) {
            edge[Keys.EDGE_KIND_OFFSET] = (byte) in.readByte();
            Keys.putInt(edge, Keys.FAR_END_OFFSET, in.readInt());
            int size = in.readCount();
            sink.accept(edge, 0, edge.length, value, in.position(), size);
            in.skip(size);
            passed[0]++;
          }
        });
    merge.finish();
    return passed[0];
  }

  /** What one unit says of one edge. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and nobody changes the array
  private record Statement(int from, int kind, int to, byte[] value) {
    boolean sameEdge(Statement other) {
      return from == other.from && kind == other.kind && to == other.to;
    }
  }

  /** Receives the statements of one edge. */
  private interface EdgeSink {
    void accept(List<Statement> statements);
  }

  /** Brings together what several units say of the edges of one node. */
  private static final class Merge {
    private static final Comparator<Statement> ORDER =
        Comparator.comparingInt(Statement::kind).thenComparingInt(Statement::to);

    private final EdgeSink sink;
    private final List<Statement> statements = new ArrayList<>();

    Merge(EdgeSink sink) {
      this.sink = sink;
    }

    /** Adds a group; those of one node come one after another, by unit. */
    void add(int from, byte[] bytes, int offset, int length) {
      if (!statements.isEmpty() && statements.get(0).from != from) {
        finish();
      }
      ByteReader in = new ByteReader(bytes, offset, length);
      while (in.remaining() > 0) {
        statements.add(
            new Statement(from, in.readByte(), in.readInt(), in.readBytes(in.readCount())));
      }
    }

    /** Passes on what there is. */
    void finish() {
      statements.sort(ORDER);
      for (int start = 0; start < statements.size(); ) {
        int end = start;
        while (end < statements.size() && statements.get(end).sameEdge(statements.get(start))) {
          end++;
        }
        sink.accept(statements.subList(start, end));
        start = end;
      }
      statements.clear();
    }
  }

  private static void passStatements(List<Statement> statements, EntrySink sink) {
    if (statements.size() == 1) {
      return;
    }
    for (Statement statement : statements) {
      EdgeRecord record = EdgeRecord.decode(statement.value);
      byte[] key = Keys.statement(statement.from, statement.kind, statement.to, record.unit());
      byte[] value = AttributesCodec.encode(record.attributes());
      sink.accept(key, 0, key.length, value, 0, value.length);
    }
  }

  private static int passMerged(List<Statement> statements, EntrySink sink, List<String> paths) {
    Statement first = statements.get(0);
    byte[] value = first.value;
    if (statements.size() > 1) {
      int shown = EdgeRecord.decode(value).unit();
      for (Statement statement : statements) {
        int unit = EdgeRecord.decode(statement.value).unit();
        if (Texts.compare(paths.get(unit - 1), paths.get(shown - 1)) < 0) {
          shown = unit;
        }
      }
      value = new EdgeRecord(shown, true, Attributes.EMPTY).encode();
    }
    byte[] key = Keys.edge(Keys.FORWARD, first.from, first.kind, first.to);
    sink.accept(key, 0, key.length, value, 0, value.length);
    return 1;
  }

  @Override
  public void close() {
    groups.close();
  }
}
