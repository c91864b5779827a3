package dev.keygraph.bench;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import java.util.Arrays;
import java.util.List;

/**
 * The edges of all kinds in one direction in plain arrays (compressed sparse rows, with the kind of
 * each edge), and questions about some kinds written by hand over them: what memory can physically
 * do. The edges of a node are grouped by kind.
 */
final class CsrTwin {
  private final int[] offsets;
  private final int[] targets;
  private final byte[] kinds;
  private final int[] seen;
  private final int[] queue;
  private int epoch;

  private CsrTwin(int[] offsets, int[] targets, byte[] kinds) {
    this.offsets = offsets;
    this.targets = targets;
    this.kinds = kinds;
    this.seen = new int[offsets.length - 1];
    this.queue = new int[offsets.length - 1];
  }

  /** Copies the edges of kinds. */
  static CsrTwin of(GraphSnapshot snapshot, Direction direction, EdgeKinds kinds) {
    List<EdgeKind> known = snapshot.edgeKinds();
    int[] offsets = new int[snapshot.nodeIdLimit() + 1];
    int[][] targets = {new int[1024]};
    byte[][] numbers = {new byte[1024]};
    int[] size = {0};
    for (int node = 0; node + 1 < offsets.length; node++) {
      snapshot.neighbors(
          node,
          direction,
          kinds,
          (far, kind) -> {
            if (size[0] == targets[0].length) {
              targets[0] = Arrays.copyOf(targets[0], size[0] * 2);
              numbers[0] = Arrays.copyOf(numbers[0], size[0] * 2);
            }
            numbers[0][size[0]] = (byte) known.indexOf(kind);
            targets[0][size[0]++] = far;
            return true;
          });
      offsets[node + 1] = size[0];
    }
    return new CsrTwin(
        offsets, Arrays.copyOf(targets[0], size[0]), Arrays.copyOf(numbers[0], size[0]));
  }

  /** Returns a choice of kinds as this takes it: a bit for each. */
  static long bits(GraphSnapshot snapshot, EdgeKinds kinds) {
    List<EdgeKind> known = snapshot.edgeKinds();
    long bits = 0;
    for (int i = 0; i < known.size(); i++) {
      bits |= kinds.contains(known.get(i)) ? 1L << i : 0;
    }
    return bits;
  }

  /** Counts the edges of a node, looking at each. */
  long step(int node, long bits) {
    long edges = 0;
    int sum = 0;
    for (int i = offsets[node]; i < offsets[node + 1]; i++) {
      if (((bits >>> kinds[i]) & 1) != 0) {
        sum ^= targets[i];
        edges++;
      }
    }
    return sum == Integer.MIN_VALUE ? -1 : edges;
  }

  /** Counts the edges that a breadth-first search visits. */
  long search(int start, int depth, long bits) {
    int mark = ++epoch;
    long edges = 0;
    int size = 0;
    seen[start] = mark;
    queue[size++] = start;
    int head = 0;
    for (int level = 0; level < depth && head < size; level++) {
      int end = size;
      while (head < end) {
        int node = queue[head++];
        for (int i = offsets[node]; i < offsets[node + 1]; i++) {
          if (((bits >>> kinds[i]) & 1) == 0) {
            continue;
          }
          edges++;
          int target = targets[i];
          if (seen[target] != mark) {
            seen[target] = mark;
            queue[size++] = target;
          }
        }
      }
    }
    return edges;
  }

  /** Counts strongly connected components among some nodes, by Tarjan's algorithm. */
  int components(int[] nodes, long bits) {
    int limit = offsets.length - 1;
    boolean[] chosen = new boolean[limit];
    for (int node : nodes) {
      chosen[node] = true;
    }
    int[] index = new int[limit];
    int[] low = new int[limit];
    int[] cursor = new int[limit];
    boolean[] open = new boolean[limit];
    int[] stack = new int[nodes.length];
    int[] calls = new int[nodes.length];
    int next = 1;
    int stackSize = 0;
    int count = 0;
    for (int root : nodes) {
      if (index[root] != 0) {
        continue;
      }
      int callSize = 0;
      int node = root;
      while (true) {
        if (index[node] == 0) {
          index[node] = next;
          low[node] = next++;
          cursor[node] = offsets[node];
          stack[stackSize++] = node;
          open[node] = true;
          calls[callSize++] = node;
        }
        int child = -1;
        while (cursor[node] < offsets[node + 1]) {
          int target = targets[cursor[node]++];
          if (!chosen[target] || ((bits >>> kinds[cursor[node] - 1]) & 1) == 0) {
            continue;
          }
          if (index[target] == 0) {
            child = target;
            break;
          }
          if (open[target]) {
            low[node] = Math.min(low[node], index[target]);
          }
        }
        if (child >= 0) {
          node = child;
          continue;
        }
        if (low[node] == index[node]) {
          count++;
          int member;
          do {
            member = stack[--stackSize];
            open[member] = false;
          } while (member != node);
        }
        callSize--;
        if (callSize == 0) {
          break;
        }
        int caller = calls[callSize - 1];
        low[caller] = Math.min(low[caller], low[node]);
        node = caller;
      }
    }
    return count;
  }
}
