package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.SymbolNames;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.ScanDirection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that one commit touches. Records and name indexes are written once, at the end, and
 * nodes that nothing defines or mentions any more are removed then.
 */
final class NodeTable {
  private static final byte[] EMPTY = {};

  /** A node as it is becoming; {@code stored} is as it was, {@code null} for a new one. */
  private static final class Entry {
    final int id;
    final String symbol;
    final @Nullable NodeRecord stored;

    /** What the commit leaves; {@code null} for nothing. */
    @Nullable NodeRecord left;

    int kind;
    int shownUnit;
    boolean lostSomething;

    Entry(int id, String symbol, @Nullable NodeRecord stored) {
      this.id = id;
      this.symbol = symbol;
      this.stored = stored;
      this.kind = stored == null ? NodeRecord.UNRESOLVED : stored.kind();
      this.shownUnit = stored == null ? 0 : stored.shownUnit();
    }
  }

  private final CommitState state;
  private final Map<String, Entry> entries = new HashMap<>();

  NodeTable(CommitState state) {
    this.state = state;
  }

  /** Returns the id of a symbol, which becomes a node if it is none. */
  int id(String symbol) {
    return entry(symbol).id;
  }

  /** Notes that a node lost an edge or definition, and may have to go. */
  void lose(String symbol) {
    entry(symbol).lostSomething = true;
  }

  private Entry entry(String symbol) {
    Entry known = entries.get(symbol);
    if (known == null) {
      known = load(symbol);
      entries.put(symbol, known);
    }
    return known;
  }

  private Entry load(String symbol) {
    KnownNodes.Known known = state.knownNodes.find(symbol);
    if (known != null) {
      return new Entry(known.id(), symbol, known.record());
    }
    byte[] value = state.transaction.get(Keys.text(Keys.SYMBOL, TextBytes.encode(symbol)));
    if (value == null) {
      if (state.nextNode == Integer.MAX_VALUE) {
        throw new IllegalStateException("the store has used up its node ids; index into a new one");
      }
      return new Entry(state.nextNode++, symbol, null);
    }
    int id = Fields.node(value, state.nextNode);
    byte[] node = state.transaction.get(Keys.id(Keys.NODE, id));
    NodeRecord record = node == null ? null : NodeRecord.decode(node);
    if (record == null || !record.symbol().equals(symbol)) {
      throw new MalformedBytesException("symbol " + symbol + " names no node, or another one");
    }
    return new Entry(id, symbol, record);
  }

  /** A unit defines a symbol, perhaps as it did before in another way. */
  void define(int unit, String symbol, NodeKind kind, Attributes attributes) {
    Entry entry = entry(symbol);
    int number = state.number(kind);
    state.put(
        Keys.ids(Keys.DEFINITION, entry.id, unit), DefinitionRecord.encode(number, attributes));
    if (state.smaller(unit, entry.shownUnit) == unit) {
      entry.shownUnit = unit;
      entry.kind = number;
    }
  }

  /** A unit does not define a symbol any more. */
  void undefine(int unit, String symbol) {
    Entry entry = entry(symbol);
    entry.lostSomething = true;
    state.delete(Keys.ids(Keys.DEFINITION, entry.id, unit));
    if (entry.shownUnit == unit) {
      entry.shownUnit = 0;
      entry.kind = NodeRecord.UNRESOLVED;
      byte[] lower = Keys.id(Keys.DEFINITION, entry.id);
      state.transaction.scan(
          lower,
          Keys.behind(lower),
          ScanDirection.FORWARD,
          (key, value) -> {
            int other = Fields.int32(key, Keys.DEFINITION_UNIT_OFFSET);
            if (state.smaller(other, entry.shownUnit) == other) {
              entry.shownUnit = other;
              entry.kind = Fields.int8(value, 0);
            }
            return true;
          });
    }
  }

  /** Writes what changed. */
  void finish() {
    for (Entry entry : entries.values()) {
      boolean mayGo = entry.lostSomething || entry.stored == null;
      if (mayGo && entry.shownUnit == 0 && !isMentioned(entry.id)) {
        remove(entry);
      } else {
        write(entry);
      }
    }
  }

  /** Passes on what this commit, which is visible, left of the nodes that it touched. */
  void teach(KnownNodes known) {
    for (Entry entry : entries.values()) {
      if (entry.left == null) {
        known.forget(entry.symbol);
      } else {
        known.learn(entry.id, entry.left);
      }
    }
  }

  private boolean isMentioned(int node) {
    return hasAny(Keys.id(Keys.REVERSE, node)) || hasAny(Keys.id(Keys.FORWARD, node));
  }

  private boolean hasAny(byte[] prefix) {
    KvReader reader = state.transaction;
    return !reader.scan(prefix, Keys.behind(prefix), ScanDirection.FORWARD, (key, value) -> false);
  }

  private void remove(Entry entry) {
    NodeRecord stored = entry.stored;
    if (stored == null) {
      return;
    }
    state.delete(Keys.id(Keys.NODE, entry.id));
    state.delete(Keys.kind(stored.kind(), entry.id));
    indexKeys(entry.symbol, entry.id, (key, value) -> state.delete(key));
    state.nodes--;
    state.noteRemovedNode(entry.id);
    if (stored.shownUnit() == 0) {
      state.unresolved--;
    }
  }

  private void write(Entry entry) {
    NodeRecord stored = entry.stored;
    NodeRecord record = new NodeRecord(entry.kind, entry.shownUnit, entry.symbol);
    entry.left = record;
    if (record.equals(stored)) {
      return;
    }
    state.put(Keys.id(Keys.NODE, entry.id), record.encode());
    if (stored == null || stored.kind() != entry.kind) {
      if (stored != null) {
        state.delete(Keys.kind(stored.kind(), entry.id));
      }
      state.put(Keys.kind(entry.kind, entry.id), EMPTY);
      state.noteNode(entry.id, entry.kind);
    }
    if (stored == null) {
      indexKeys(entry.symbol, entry.id, state::put);
      state.nodes++;
    }
    state.unresolved +=
        (entry.shownUnit == 0 ? 1 : 0) - (stored != null && stored.shownUnit() == 0 ? 1 : 0);
  }

  /** Passes the keys and values by which a node is found. */
  static void indexKeys(String symbol, int node, BiConsumer<byte[], byte[]> sink) {
    byte[] id = new byte[Integer.BYTES];
    Keys.putInt(id, 0, node);
    sink.accept(Keys.text(Keys.SYMBOL, TextBytes.encode(symbol)), id);
    String simpleName = SymbolNames.simpleName(symbol);
    sink.accept(Keys.textAndNode(Keys.NAME, TextBytes.encode(simpleName), node), EMPTY);
    forEachInitials(
        symbol,
        initials ->
            sink.accept(Keys.textAndNode(Keys.INITIALS, TextBytes.encode(initials), node), EMPTY));
  }

  /** Passes the different initials on by which a symbol is found. */
  static void forEachInitials(String symbol, Consumer<String> sink) {
    String shortName = SymbolNames.shortName(symbol);
    String initials = SymbolNames.initials(shortName);
    sink.accept(initials);
    String simpleInitials = SymbolNames.initials(SymbolNames.simpleName(shortName));
    if (!simpleInitials.equals(initials)) {
      sink.accept(simpleInitials);
    }
  }
}
