package dev.keygraph.compare.report.flame;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers stacks to a tree. Not for several threads. */
public final class CallTree {
  private final Node root = new Node();

  /** Adds a stack, the outermost method first. */
  public void add(List<String> stack) {
    Node node = root;
    node.samples++;
    for (String method : stack) {
      node = node.callees.computeIfAbsent(method, any -> new Node());
      node.samples++;
    }
  }

  /** Returns how many stacks were added. */
  public long samples() {
    return root.samples;
  }

  /** Returns the tree, under a root of a name. */
  public Flame.Call calls(String name) {
    return root.call(name);
  }

  private static final class Node {
    final Map<String, Node> callees = new TreeMap<>();
    long samples;

    Flame.Call call(String name) {
      List<Flame.Call> calls =
          callees.entrySet().stream()
              .map(entry -> entry.getValue().call(entry.getKey()))
              .sorted(Comparator.comparingLong(Flame.Call::samples).reversed())
              .toList();
      return new Flame.Call(name, samples, calls);
    }
  }
}
