package dev.keygraph.compare.report.flame;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a contender did in a phase, as its threads were found at regular moments.
 *
 * @param contender the name of the contender
 * @param phase the name of the phase, for people
 * @param root stands for all threads, and is no method itself
 */
public record Flame(String contender, String phase, Call root) {

  /** Returns the methods that ran most often themselves, the most frequent first. */
  public List<Self> heaviest(int count) {
    Map<String, Long> selves = new HashMap<>();
    collect(root, selves);
    return selves.entrySet().stream()
        .map(entry -> new Self(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Self::samples).reversed().thenComparing(Self::method))
        .limit(count)
        .toList();
  }

  private static void collect(Call call, Map<String, Long> selves) {
    long self = call.samples();
    for (Call callee : call.callees()) {
      self -= callee.samples();
      collect(callee, selves);
    }
    if (self > 0) {
      selves.merge(call.method(), self, Long::sum);
    }
  }

  /**
   * A method, called along one path.
   *
   * @param method its class and name, such as {@code java.util.HashMap.get}
   * @param samples how often it was found on a stack along that path
   * @param callees what it called, the most frequent first
   */
  public record Call(String method, long samples, List<Call> callees) {
    /** Copies the list. */
    public Call {
      callees = List.copyOf(callees);
    }
  }

  /**
   * A method that ran itself.
   *
   * @param method its class and name
   * @param samples how often it was found on top of a stack
   */
  public record Self(String method, long samples) {}
}
