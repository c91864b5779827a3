package dev.keygraph.compare.contender;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the nodes on cycles of a small graph, for contenders that can fetch its edges but cannot
 * find cycles themselves (see {@link dev.keygraph.compare.question.QuestionKind#CYCLES}). Strongly
 * connected components by R. E. Tarjan, Depth-First Search and Linear Graph Algorithms, 1972, with
 * a stack of its own instead of recursion. O(n + m).
 *
 * <p>For one thread; keep it for the next graph, since its arrays stay.
 */
public final class CallCycles {
  private static final int DONE = Integer.MAX_VALUE;

  private final Map<Long, Integer> numbers = new HashMap<>();
  private long[] nodes = new long[64];
  private boolean[] callsItself = new boolean[64];
  private int[] from = new int[256];
  private int[] to = new int[256];
  private int edges;

  // Of each node: where its edges begin, the next one to follow, when it was entered, the earliest
  // node that it was seen to reach.
  private int[] offsets = new int[0];
  private int[] targets = new int[0];
  private int[] next = new int[0];
  private int[] entered = new int[0];
  private int[] low = new int[0];
  private int[] path = new int[0];
  private int[] open = new int[0];
  private int depth;
  private int openCount;
  private int clock;

  /** Begins another graph. */
  public void clear() {
    Arrays.fill(callsItself, 0, numbers.size(), false);
    numbers.clear();
    edges = 0;
  }

  /** Adds an edge; adding it again does no harm. */
  public void add(long source, long target) {
    int begin = number(source);
    int end = number(target);
    if (begin == end) {
      callsItself[begin] = true;
      return;
    }
    if (edges == from.length) {
      from = Arrays.copyOf(from, 2 * edges);
      to = Arrays.copyOf(to, 2 * edges);
    }
    from[edges] = begin;
    to[edges++] = end;
  }

  private int number(long node) {
    Integer known = numbers.get(node);
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    numbers.put(node, number);
    if (number == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * number);
      callsItself = Arrays.copyOf(callsItself, 2 * number);
    }
    nodes[number] = node;
    return number;
  }

  /** Tells the nodes that lie on a cycle, each with the number of nodes of its component. */
  public void tell(AnswerSink answer) {
    int size = numbers.size();
    order(size);
    entered = new int[size];
    low = new int[size];
    path = new int[size];
    open = new int[size];
    clock = 0;
    for (int root = 0; root < size; root++) {
      if (entered[root] == 0) {
        enter(root);
        while (depth > 0) {
          step(path[depth - 1], answer);
        }
      }
    }
  }

  /** Sorts the edges by their beginnings. */
  private void order(int size) {
    offsets = new int[size + 1];
    for (int i = 0; i < edges; i++) {
      offsets[from[i] + 1]++;
    }
    for (int i = 0; i < size; i++) {
      offsets[i + 1] += offsets[i];
    }
    next = Arrays.copyOf(offsets, size);
    targets = new int[edges];
    for (int i = 0; i < edges; i++) {
      targets[next[from[i]]++] = to[i];
    }
    System.arraycopy(offsets, 0, next, 0, size);
  }

  private void enter(int node) {
    entered[node] = ++clock;
    low[node] = clock;
    path[depth++] = node;
    open[openCount++] = node;
  }

  private void step(int node, AnswerSink answer) {
    while (next[node] < offsets[node + 1]) {
      int target = targets[next[node]++];
      if (entered[target] == 0) {
        enter(target);
        return;
      }
      if (entered[target] != DONE) {
        low[node] = Math.min(low[node], entered[target]);
      }
    }
    depth--;
    if (depth > 0) {
      low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[node]);
    }
    if (low[node] == entered[node]) {
      leave(node, answer);
    }
  }

  /** All that is open from a node on is a component. */
  private void leave(int root, AnswerSink answer) {
    int begin = openCount;
    do {
      entered[open[--begin]] = DONE;
    } while (open[begin] != root);
    int size = openCount - begin;
    if (size > 1 || callsItself[root]) {
      for (int i = begin; i < openCount; i++) {
        answer.node(nodes[open[i]], size);
      }
    }
    openCount = begin;
  }
}
