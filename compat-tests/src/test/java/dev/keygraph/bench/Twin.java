package dev.keygraph.bench;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.SymbolNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * Questions written by hand over an engine's own library: searches over arrays, a step for each
 * engine. They know edge kinds by number alone. For one thread.
 */
final class Twin implements AutoCloseable {
  private static final int MAX_KINDS = 256;

  private final ReadTwin reads;
  private final Frontier frontier;
  private final Frontier opposite;
  private final Seen seen = new Seen();
  private long found;

  /** A twin for nodes below {@code nodeIdLimit}. */
  Twin(ReadTwin reads, int nodeIdLimit) {
    this.reads = reads;
    frontier = new Frontier(nodeIdLimit);
    opposite = new Frontier(nodeIdLimit);
  }

  /** Looks a key up and returns the number that its value begins with, or -1. */
  int find(byte[] key) {
    return reads.find(key);
  }

  /** Returns a symbol's key, as one writes it by hand: the tag, the text, and its end. */
  static byte[] symbolKey(String symbol) {
    byte[] text = symbol.getBytes(StandardCharsets.UTF_8);
    byte[] key = new byte[text.length + 3];
    key[0] = Keys.SYMBOL;
    System.arraycopy(text, 0, key, 1, text.length);
    return key;
  }

  /** Returns the number of an edge kind. */
  int kind(EdgeKind kind) {
    byte[] name = TextBytes.encode(kind.name());
    for (int number = 1; number < MAX_KINDS; number++) {
      if (Arrays.equals(
          reads.value(Keys.meta(String.format(Locale.ROOT, "edge-kind-%03d", number))), name)) {
        return number;
      }
    }
    throw new IllegalStateException("there are no edges of the kind " + kind.name());
  }

  /** Returns whether there is a key. */
  boolean has(byte[] key) {
    return reads.get(key, seen);
  }

  /** Returns a node's symbol. */
  String symbol(int node) {
    byte[] value = Objects.requireNonNull(reads.value(Keys.id(Keys.NODE, node)));
    ByteReader in = new ByteReader(value, 1, value.length - 1);
    in.readVarint();
    return new String(value, in.position(), in.remaining(), StandardCharsets.UTF_8);
  }

  /** Shows all entries whose keys begin with {@code prefix}. */
  Seen scan(byte[] prefix) {
    reads.forward(prefix, Keys.behind(prefix), seen.clear());
    return seen;
  }

  /** Counts the edges whose keys begin with {@code prefix}, looking at each far end. */
  long neighbors(byte[] prefix) {
    frontier.clear();
    reads.expand(prefix, frontier);
    return frontier.edges();
  }

  /** Counts the edges of some kinds that a breadth-first search visits. */
  long search(byte tag, int node, int depth, int... kinds) {
    frontier.clear();
    frontier.add(node);
    int head = 0;
    for (int level = 0; level < depth && head < frontier.size(); level++) {
      int end = frontier.size();
      for (; head < end; head++) {
        for (int kind : kinds) {
          reads.expand(Keys.edges(tag, frontier.node(head), kind), frontier);
        }
      }
    }
    return frontier.edges();
  }

  /** As {@link #search}, and gathers the nodes by id. */
  long reachable(byte tag, int node, int depth, int kind) {
    long edges = search(tag, node, depth, kind);
    frontier.sort();
    return edges;
  }

  /**
   * Returns the length of a shortest path, or -1: two breadth-first searches towards each other, a
   * level at a time of the one that found less.
   */
  int trace(int from, int to, int kind, int depth) {
    if (from == to) {
      return 0;
    }
    frontier.clear();
    frontier.add(from);
    opposite.clear();
    opposite.add(to);
    int forwardHead = 0;
    int backwardHead = 0;
    for (int length = 1; length <= depth; length++) {
      int forwardEnd = frontier.size();
      int backwardEnd = opposite.size();
      if (forwardHead == forwardEnd || backwardHead == backwardEnd) {
        return -1;
      }
      boolean met;
      if (forwardEnd - forwardHead <= backwardEnd - backwardHead) {
        met = advance(frontier, forwardHead, Keys.FORWARD, kind, opposite);
        forwardHead = forwardEnd;
      } else {
        met = advance(opposite, backwardHead, Keys.REVERSE, kind, frontier);
        backwardHead = backwardEnd;
      }
      if (met) {
        return length;
      }
    }
    return -1;
  }

  /** Searches a level further; returns whether that met the other search. */
  private boolean advance(Frontier own, int head, byte tag, int kind, Frontier other) {
    int end = own.size();
    for (int i = head; i < end; i++) {
      reads.expand(Keys.edges(tag, own.node(i), kind), own);
    }
    for (int i = end; i < own.size(); i++) {
      if (other.contains(own.node(i))) {
        return true;
      }
    }
    return false;
  }

  /** Mixes the nodes that a camel-case pattern matches, of those with its initials. */
  long camelCase(byte[] prefix, String pattern) {
    frontier.clear();
    reads.expand(prefix, frontier);
    long nodes = 0;
    found = 0;
    for (int i = 0; i < frontier.size(); i++) {
      int node = frontier.node(i);
      if (SymbolNames.matchesCamelCase(pattern, symbol(node))) {
        nodes = Seen.mix(nodes, node);
        found++;
      }
    }
    return nodes;
  }

  /** Returns how many nodes or edges the last search matched. */
  long found() {
    return found;
  }

  /** Returns how many edges the last question visited. */
  long edges() {
    return frontier.edges();
  }

  /** Mixes the nodes of symbols, which are there. */
  long nodes(byte[][] symbols) {
    long nodes = 0;
    for (byte[] symbol : symbols) {
      nodes = Seen.mix(nodes, reads.find(symbol));
    }
    return nodes;
  }

  /** Sums the degrees of nodes, the edges that this found, and returns the greatest of them. */
  long greatestDegree(int[] nodes, byte tag, int kind) {
    found = 0;
    long most = 0;
    for (int node : nodes) {
      long degree = neighbors(Keys.edges(tag, node, kind));
      found += degree;
      most = Math.max(most, degree);
    }
    return most;
  }

  /**
   * Finds the strong components of a unit and its neighbours, and counts the edges that begin among
   * them. The unit's symbols are given: their author would know them from the file.
   */
  long components(byte[][] symbols, int kind) {
    int[] offsets = readUnit(symbols, kind);
    new Tarjan(offsets, frontier.targets()).run();
    return frontier.edges();
  }

  /** The same, and finds a way around each that has a cycle; returns how many have. */
  int cycles(byte[][] symbols, int kind) {
    int[] offsets = readUnit(symbols, kind);
    return new CycleTwin(offsets, frontier.targets()).all();
  }

  /** Counts the same nodes in topological order, or returns 0 and finds what prevents one. */
  int topologicalOrder(byte[][] symbols, int kind) {
    int[] offsets = readUnit(symbols, kind);
    return new CycleTwin(offsets, frontier.targets()).order();
  }

  private int[] readUnit(byte[][] symbols, int kind) {
    frontier.clear();
    for (byte[] symbol : symbols) {
      frontier.add(reads.find(symbol));
    }
    int own = frontier.size();
    for (int i = 0; i < own; i++) {
      reads.expand(Keys.edges(Keys.FORWARD, frontier.node(i), kind), frontier);
      reads.expand(Keys.edges(Keys.REVERSE, frontier.node(i), kind), frontier);
    }
    frontier.number();
    int[] offsets = new int[frontier.size() + 1];
    for (int i = 0; i < frontier.size(); i++) {
      reads.expand(Keys.edges(Keys.FORWARD, frontier.node(i), kind), frontier);
      offsets[i + 1] = frontier.targetCount();
    }
    return offsets;
  }

  @Override
  public void close() {
    reads.close();
  }
}
