package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphLimits;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.ScanDirection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a store gave to kinds. Immutable; numbers are never given anew, so that a later
 * dictionary reads whatever an earlier one does.
 */
final class Kinds {
  private static final String NODE_KIND = "node-kind-";
  private static final String EDGE_KIND = "edge-kind-";
  private static final int KINDS = GraphLimits.MAX_KINDS + 1;

  private static final int MAX_RECENT = 8;

  private final @Nullable NodeKind[] nodeKinds;
  private final @Nullable EdgeKind[] edgeKinds;

  /** Choices that were asked for, the newest first; replaced, never changed. */
  private volatile List<KindCodes> recent = List.of();

  private Kinds(@Nullable NodeKind[] nodeKinds, @Nullable EdgeKind[] edgeKinds) {
    this.nodeKinds = nodeKinds;
    this.edgeKinds = edgeKinds;
  }

  /** Reads the dictionary of a store. */
  static Kinds read(KvReader reader) {
    @Nullable NodeKind[] nodeKinds = new @Nullable NodeKind[KINDS];
    nodeKinds[NodeRecord.UNRESOLVED] = NodeKind.UNRESOLVED;
    @Nullable EdgeKind[] edgeKinds = new @Nullable EdgeKind[KINDS];
    readTable(reader, NODE_KIND, NodeKind::new, nodeKinds);
    readTable(reader, EDGE_KIND, EdgeKind::new, edgeKinds);
    return new Kinds(nodeKinds, edgeKinds);
  }

  private static <K> void readTable(
      KvReader reader, String prefix, Function<String, K> kind, @Nullable K[] table) {
    byte[] lower = Keys.meta(prefix);
    reader.scan(
        lower,
        Keys.behind(lower),
        ScanDirection.FORWARD,
        (key, value) -> {
          byte[] digits = key.toByteArray();
          byte[] name = value.toByteArray();
          try {
            int number =
                Integer.parseInt(
                    new String(
                        digits,
                        lower.length,
                        digits.length - lower.length,
                        StandardCharsets.US_ASCII));
            table[number] = kind.apply(TextBytes.decode(name, 0, name.length));
          } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new MalformedBytesException("a kind cannot be read: " + e.getMessage());
          }
          return true;
        });
  }

  static byte[] nodeKindKey(int number) {
    return Keys.meta(NODE_KIND + String.format(Locale.ROOT, "%03d", number));
  }

  static byte[] edgeKindKey(int number) {
    return Keys.meta(EDGE_KIND + String.format(Locale.ROOT, "%03d", number));
  }

  /** Returns the kind of a number, or {@code null} if it was not given. */
  @Nullable NodeKind nodeKind(int number) {
    return nodeKinds[number];
  }

  /** Returns the kind of a number, or {@code null} if it was not given. */
  @Nullable EdgeKind edgeKind(int number) {
    return edgeKinds[number];
  }

  /** Returns the number of a kind, or -1 if it has none. */
  int number(NodeKind kind) {
    return indexOf(nodeKinds, kind);
  }

  /** Returns the number of a kind, or -1 if it has none. */
  int number(EdgeKind kind) {
    return indexOf(edgeKinds, kind);
  }

  /** Returns the numbers of chosen kinds; questions ask for few choices, again and again. */
  KindCodes codes(EdgeKinds chosen) {
    List<KindCodes> known = recent;
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).chosen().equals(chosen)) {
        return known.get(i);
      }
    }
    KindCodes codes = KindCodes.of(chosen, this::number);
    List<KindCodes> more = new ArrayList<>(MAX_RECENT);
    more.add(codes);
    more.addAll(known.subList(0, Math.min(known.size(), MAX_RECENT - 1)));
    recent = List.copyOf(more);
    return codes;
  }

  /** Returns, by number, the kinds that are chosen; {@code null} for all others. */
  @Nullable EdgeKind[] chosen(EdgeKinds choice) {
    @Nullable EdgeKind[] chosen = edgeKinds.clone();
    for (int i = 0; i < chosen.length; i++) {
      EdgeKind kind = chosen[i];
      if (kind != null && !choice.contains(kind)) {
        chosen[i] = null;
      }
    }
    return chosen;
  }

  private static <K> int indexOf(@Nullable K[] table, K kind) {
    for (int i = 0; i < table.length; i++) {
      if (kind.equals(table[i])) {
        return i;
      }
    }
    return -1;
  }

  /** Returns a dictionary that has {@code kind} too, under the first free number. */
  Kinds with(NodeKind kind) {
    @Nullable NodeKind[] more = nodeKinds.clone();
    more[firstFree(more, 1, "node")] = kind;
    return new Kinds(more, edgeKinds);
  }

  /** Returns a dictionary that has {@code kind} too, under the first free number. */
  Kinds with(EdgeKind kind) {
    @Nullable EdgeKind[] more = edgeKinds.clone();
    more[firstFree(more, 1, "edge")] = kind;
    return new Kinds(nodeKinds, more);
  }

  private static int firstFree(@Nullable Object[] table, int first, String what) {
    for (int i = first; i < table.length; i++) {
      if (table[i] == null) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "a store can hold " + GraphLimits.MAX_KINDS + " " + what + " kinds, and has them all");
  }

  List<NodeKind> allNodeKinds() {
    return sorted(nodeKinds, NodeKind::name);
  }

  List<EdgeKind> allEdgeKinds() {
    return sorted(edgeKinds, EdgeKind::name);
  }

  private static <K> List<K> sorted(@Nullable K[] table, Function<K, String> name) {
    List<K> kinds = new ArrayList<>();
    for (K kind : table) {
      if (kind != null) {
        kinds.add(kind);
      }
    }
    kinds.sort(Comparator.comparing(name));
    return List.copyOf(kinds);
  }
}
