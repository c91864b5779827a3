package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.graph.UnitContent;
import java.util.Random;
import java.util.stream.IntStream;

/** Nodes to ask about, the same at each run over the same graph. */
final class Samples {
  private Samples() {}

  /** Returns all nodes of a kind. */
  static int[] ofKind(GraphSnapshot snapshot, NodeKind kind) {
    NodeSet.Builder nodes = NodeSet.builder();
    snapshot.nodesOfKind(kind, nodes);
    return nodes.build().toArray();
  }

  /** Draws at most so many, and at most twice as many as there are. */
  static int[] drawAtMost(int[] candidates, int most) {
    return draw(candidates, Math.min(most, 2 * candidates.length));
  }

  /** Draws so many candidates, with repetitions. */
  static int[] draw(int[] candidates, int size) {
    return new Random(1).ints(size, 0, candidates.length).map(i -> candidates[i]).toArray();
  }

  /** Returns the key of a symbol. */
  static byte[] key(String symbol) {
    return Keys.text(Keys.SYMBOL, TextBytes.encode(symbol));
  }

  /** Returns the keys of the symbols that a unit defines. */
  static byte[][] keys(UnitContent unit) {
    return IntStream.range(0, unit.definitionCount())
        .mapToObj(i -> key(unit.definitionSymbol(i)))
        .toArray(byte[][]::new);
  }
}
