package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.EdgeStatement;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.SymbolNames;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvViews;
import dev.keygraph.kv.ScanDirection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Checks a store key by key: apart from the numbers that a store gives out, its entries are a
 * function of its units. The numbers are read from the store; all entries are then worked out from
 * the units and those numbers, and compared: none may be missing, wrong, or left over.
 */
final class KeyCheck {
  static final int MAX_DIFFERENCES = 16;
  private static final int PIECE = 64 * 1024;
  private static final byte[] EMPTY = {};

  private final Facts facts;
  private final NavigableMap<byte[], byte[]> actual;
  private final NavigableMap<byte[], byte[]> expected = new TreeMap<>(Arrays::compareUnsigned);
  private final Map<String, Integer> nodes = new HashMap<>();
  private final Map<String, Integer> units = new HashMap<>();
  private final Map<String, Integer> nodeKinds = new HashMap<>();
  private final Map<String, Integer> edgeKinds = new HashMap<>();

  private KeyCheck(Facts facts, NavigableMap<byte[], byte[]> actual) {
    this.facts = facts;
    this.actual = actual;
  }

  /** Fails if a store holds anything but the entries of these units. */
  static void check(KvStore store, Facts facts) {
    try (KvSnapshot snapshot = store.snapshot()) {
      new KeyCheck(facts, entries(snapshot)).run();
    }
  }

  /** Returns copies of all entries, in order. */
  static NavigableMap<byte[], byte[]> entries(KvReader reader) {
    NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    reader.scan(
        new byte[0],
        null,
        ScanDirection.FORWARD,
        (key, value) -> {
          entries.put(key.toByteArray(), value.toByteArray());
          return true;
        });
    return entries;
  }

  /** Gives a store back the entries that it had. */
  static void restore(KvStore store, NavigableMap<byte[], byte[]> wanted) {
    NavigableMap<byte[], byte[]> present;
    try (KvSnapshot snapshot = store.snapshot()) {
      present = entries(snapshot);
    }
    store.write(
        transaction -> {
          for (byte[] key : present.keySet()) {
            if (!wanted.containsKey(key)) {
              transaction.delete(key);
            }
          }
          wanted.forEach(
              (key, value) -> {
                if (!Arrays.equals(value, present.get(key))) {
                  transaction.put(key, value);
                }
              });
          return true;
        });
  }

  /** Returns where two sets of entries differ, at most some of it. */
  static List<String> differences(
      NavigableMap<byte[], byte[]> expected, NavigableMap<byte[], byte[]> actual) {
    NavigableMap<byte[], byte[]> keys = new TreeMap<>(Arrays::compareUnsigned);
    keys.putAll(expected);
    keys.putAll(actual);
    List<String> differences = new ArrayList<>();
    for (byte[] key : keys.keySet()) {
      byte[] want = expected.get(key);
      byte[] have = actual.get(key);
      if (!Arrays.equals(want, have) && differences.size() < MAX_DIFFERENCES) {
        differences.add(
            (char) key[0]
                + " "
                + KvViews.hex(Arrays.copyOfRange(key, 1, key.length))
                + (have == null
                    ? ": missing"
                    : want == null ? ": left over" : ": has " + KvViews.hex(have))
                + (want == null ? "" : ", should have " + KvViews.hex(want)));
      }
    }
    return differences;
  }

  private void run() {
    readNumbers();
    facts.nodes().forEach(this::expectNode);
    facts.edges().forEach(this::expectEdge);
    facts.units().values().forEach(this::expectUnit);
    expectMeta();
    assertThat(differences(expected, actual)).as("keys of the store").isEmpty();
  }

  /** Reads what number each symbol, path and kind has. */
  private void readNumbers() {
    actual.forEach(
        (key, value) -> {
          switch (key[0]) {
            case 'N' -> {
              int textAt = 1;
              while (value[textAt++] < 0) {
                // The shown unit is a varint: a byte with its highest bit is not the last one.
              }
              nodes.put(decode(value, textAt), ByteBuffer.wrap(key, 1, 4).getInt());
            }
            case 'I' -> units.put(decode(value, 0), ByteBuffer.wrap(key, 1, 4).getInt());
            case 'M' -> {
              String name = new String(key, 1, key.length - 1, StandardCharsets.US_ASCII);
              if (name.contains("-kind-")) {
                (name.startsWith("node") ? nodeKinds : edgeKinds)
                    .put(
                        decode(value, 0),
                        Integer.parseInt(name.substring(name.lastIndexOf('-') + 1)));
              }
            }
            default -> {
              // The others hold no number that is not among these.
            }
          }
        });
    nodeKinds.put(NodeKind.UNRESOLVED.name(), 0);
  }

  /** UTF-8 with unpaired surrogates, read by trying: the documented way leads back to the bytes. */
  private static String decode(byte[] bytes, int offset) {
    StringBuilder text = new StringBuilder();
    for (int i = offset; i < bytes.length; ) {
      int first = bytes[i++] & 0xFF;
      int more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
      int codePoint = more == 0 ? first : first & (0x3F >> more);
      for (int j = 0; j < more; j++) {
        codePoint = codePoint * 64 + (bytes[i++] & 0x3F);
      }
      text.appendCodePoint(codePoint);
    }
    assertThat(Layout.utf8(text.toString()))
        .as("a text's bytes")
        .isEqualTo(Arrays.copyOfRange(bytes, offset, bytes.length));
    return text.toString();
  }

  private static int number(Map<String, Integer> numbers, String name) {
    Integer number = numbers.get(name);
    assertThat(number).as("the number that the store gave %s", CodePoints.show(name)).isNotNull();
    return number;
  }

  private void expect(Layout key, byte[] value) {
    expected.put(key.bytes(), value);
  }

  private void expectNode(String symbol, Answers.NodeFacts node) {
    int id = number(nodes, symbol);
    int kind = number(nodeKinds, node.kind().name());
    int shown =
        node.definitions().isEmpty() ? 0 : number(units, node.definitions().get(0).unitPath());
    expect(
        Layout.key('N').u32(id),
        new Layout().u8(kind).varint(shown).bytes(Layout.utf8(symbol)).bytes());
    expect(Layout.key('S').keyText(symbol), new Layout().u32(id).bytes());
    expect(Layout.key('K').u8(kind).u32(id), EMPTY);
    String name = SymbolNames.simpleName(symbol);
    expect(Layout.key('A').keyText(name).u32(id), EMPTY);
    for (String known : List.of(name, SymbolNames.shortName(symbol))) {
      expect(Layout.key('C').keyText(SymbolNames.initials(known)).u32(id), EMPTY);
    }
    node.definitions()
        .forEach(
            definition ->
                expect(
                    Layout.key('D').u32(id).u32(number(units, definition.unitPath())),
                    new Layout()
                        .u8(number(nodeKinds, definition.kind().name()))
                        .attributes(definition.attributes())
                        .bytes()));
  }

  private void expectEdge(SymbolEdge edge, Answers.EdgeFacts facts) {
    int from = number(nodes, edge.from());
    int kind = number(edgeKinds, edge.kind().name());
    int to = number(nodes, edge.to());
    expect(Layout.key('R').u32(to).u8(kind).u32(from), EMPTY);
    List<EdgeStatement> statements = facts.statements();
    boolean several = statements.size() > 1;
    Layout forward = new Layout();
    forward.varint(2L * number(units, statements.get(0).unitPath()) + (several ? 1 : 0));
    if (several) {
      for (EdgeStatement statement : statements) {
        expect(
            Layout.key('E').u32(from).u8(kind).u32(to).u32(number(units, statement.unitPath())),
            Layout.attributeBytes(statement.attributes()));
      }
    } else {
      forward.attributes(statements.get(0).attributes());
    }
    expect(Layout.key('F').u32(from).u8(kind).u32(to), forward.bytes());
  }

  private void expectUnit(UnitContent unit) {
    int id = number(units, unit.path());
    expect(Layout.key('I').u32(id), Layout.utf8(unit.path()));
    List<byte[]> chunks = ContentLayout.chunks(unit);
    long size = 0;
    for (int chunk = 0; chunk < chunks.size(); chunk++) {
      byte[] bytes = chunks.get(chunk);
      size += bytes.length;
      for (int start = 0; start < bytes.length; start += PIECE) {
        expect(
            Layout.key('U').u32(id).u32(chunk).u32(start / PIECE),
            Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + PIECE)));
      }
    }
    Layout value = new Layout().u32(id).bytes(unit.hash().toByteArray());
    value.varint(unit.definitionCount()).varint(unit.edgeCount()).varint(size);
    if (Layout.isCut(unit.path())) {
      value.bytes(Layout.utf8(unit.path()));
    }
    expect(Layout.key('P').keyText(unit.path()), value.bytes());
  }

  /** Kinds stay known, and the next ids and the version depend on the history. */
  private void expectMeta() {
    byte[] stateKey = Layout.key('M').bytes(Layout.utf8("state")).bytes();
    byte[] state = actual.get(stateKey);
    assertThat(state).as("the counters").hasSize(48);
    ByteBuffer counters = ByteBuffer.wrap(state);
    long version = counters.getLong();
    int nextNode = counters.getInt();
    int nextUnit = counters.getInt();
    assertThat(nodes.values()).as("node ids").allMatch(id -> id >= 0 && id < nextNode);
    assertThat(units.values()).as("unit ids").allMatch(id -> id >= 1 && id < nextUnit);
    Answers.Counts counts = facts.counts();
    Layout counted = new Layout().u64(version).u32(nextNode).u32(nextUnit);
    counted.u64(counts.units()).u64(counts.nodes()).u64(counts.unresolved()).u64(counts.edges());
    expected.put(stateKey, counted.bytes());
    expect(Layout.key('M').bytes(Layout.utf8("format")), new Layout().u32(1).bytes());
    nodeKinds.forEach((name, number) -> expectKind("node", number, name));
    edgeKinds.forEach((name, number) -> expectKind("edge", number, name));
  }

  private void expectKind(String what, int number, String name) {
    if (number > 0) {
      expect(
          Layout.key('M').bytes(Layout.utf8(String.format("%s-kind-%03d", what, number))),
          Layout.utf8(name));
    }
  }
}
