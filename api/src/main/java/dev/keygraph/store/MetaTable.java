package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.GraphLimits;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvStore;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a store that may be damaged says of itself: its format, counters and kinds. */
final class MetaTable {
  private static final String NODE_KIND = "node-kind-";
  private static final String EDGE_KIND = "edge-kind-";
  private static final int STATE_BYTES = 48;

  private final FindingSink findings;
  private final Map<String, Integer> nodeKinds = new HashMap<>();
  private final Map<String, Integer> edgeKinds = new HashMap<>();
  private final Map<Integer, String> edgeKindNames = new HashMap<>();
  private final Set<String> unknownKinds = ConcurrentHashMap.newKeySet();
  private @Nullable StateRecord state;
  private boolean stateSeen;

  private MetaTable(FindingSink findings) {
    this.findings = findings;
  }

  /**
   * Reads the entries about the store.
   *
   * @throws dev.keygraph.kv.KvWrongFormatException if it has another format
   */
  static MetaTable read(KvStore store, KvReader reader, FindingSink findings) {
    MetaTable table = new MetaTable(findings);
    byte[] format = DamagedReads.get(reader, KeyPart.META, findings, StoredGraph.formatKey());
    if (format != null && format.length == Integer.BYTES) {
      StoredGraph.checkFormat(store, format);
    } else {
      table.found("format", format == null ? "missing" : "has %d bytes".formatted(format.length));
    }
    byte[] lower = Keys.tag(Keys.META);
    DamagedReads.scan(
        reader,
        KeyPart.META,
        findings,
        lower,
        Keys.behind(lower),
        (key, value) -> {
          table.add(key.toByteArray(), value.toByteArray());
          return true;
        });
    if (!table.stateSeen) {
      table.found("state", "missing");
    }
    return table;
  }

  private void found(String place, String problem) {
    findings.found(KeyPart.META.title(), place, problem);
  }

  private void add(byte[] key, byte[] value) {
    String name = new String(key, 1, key.length - 1, StandardCharsets.ISO_8859_1);
    if (name.equals("state")) {
      addState(value);
    } else if (name.startsWith(NODE_KIND)) {
      addKind(name, NODE_KIND, value, nodeKinds);
    } else if (name.startsWith(EDGE_KIND)) {
      int number = addKind(name, EDGE_KIND, value, edgeKinds);
      edgeKindNames.put(number, TextBytes.decode(value, 0, value.length));
    } else if (!name.equals("format")) {
      found(name, "left over: nothing has this name");
    }
  }

  private void addState(byte[] value) {
    stateSeen = true;
    if (value.length != STATE_BYTES) {
      found("state", "has %d bytes, should have %d".formatted(value.length, STATE_BYTES));
      return;
    }
    try {
      state = StateRecord.decode(value);
    } catch (MalformedBytesException e) {
      found("state", String.valueOf(e.getMessage()));
    }
  }

  private int addKind(String name, String prefix, byte[] value, Map<String, Integer> kinds) {
    String digits = name.substring(prefix.length());
    int number = digits.matches("[0-9]{3}") ? Integer.parseInt(digits) : 0;
    String kind = TextBytes.decode(value, 0, value.length);
    if (number < 1 || number > GraphLimits.MAX_KINDS) {
      found(name, "is no kind's number");
    } else if (kind.equals(NodeKind.UNRESOLVED.name()) && prefix.equals(NODE_KIND)) {
      found(name, "names " + kind + ", which has number 0");
    } else if (kinds.putIfAbsent(kind, number) != null) {
      found(name, "names " + kind + ", which has another number too");
    }
    return number;
  }

  /** Returns the counters; zeros where they are lost. */
  StateRecord state() {
    StateRecord read = state;
    return read == null ? StateRecord.INITIAL : read;
  }

  /** Returns whether the counters could be read. */
  boolean hasState() {
    return state != null;
  }

  /** Returns the number of a node kind; 0, and a finding, if it has none. */
  int nodeKind(String name) {
    return number(nodeKinds, NODE_KIND, name);
  }

  /** Returns the number of an edge kind; 0, and a finding, if it has none. */
  int edgeKind(String name) {
    return number(edgeKinds, EDGE_KIND, name);
  }

  private int number(Map<String, Integer> kinds, String prefix, String name) {
    Integer number = kinds.get(name);
    if (number != null) {
      return number;
    }
    if (unknownKinds.add(prefix + name)) {
      found(prefix + "NNN", "missing for " + name + ", which units use");
    }
    return 0;
  }

  /** Returns the name of an edge kind for people. */
  String describeEdgeKind(int number) {
    return edgeKindNames.getOrDefault(number, "kind " + number);
  }

  /** Checks a counter. */
  void check(String counter, long has, long counted) {
    if (has != counted) {
      found(counter, "is %d, should be %d".formatted(has, counted));
    }
  }

  /** Checks that an id that is given next was not given before. */
  void checkNext(String counter, int next, int highest) {
    if (next <= highest) {
      found(counter, "is %d, but %d is in use".formatted(next, highest));
    }
  }
}
