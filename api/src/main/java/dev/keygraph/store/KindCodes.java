package dev.keygraph.store;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A choice of edge kinds as numbers of one store.
 *
 * @param chosen the choice
 * @param numbers the numbers of those that the store knows, ascending; not used for all
 * @param wanted by number, whether it is chosen
 * @param whole whether the store knows all kinds that are chosen
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody changes the arrays
record KindCodes(EdgeKinds chosen, int[] numbers, boolean[] wanted, boolean whole) {

  static KindCodes of(EdgeKinds chosen, ToIntFunction<EdgeKind> number) {
    boolean[] wanted = new boolean[256];
    if (chosen.isAll()) {
      Arrays.fill(wanted, true);
      return new KindCodes(chosen, new int[0], wanted, true);
    }
    int count = 0;
    List<EdgeKind> kinds = chosen.explicit();
    int[] numbers = new int[kinds.size()];
    for (EdgeKind kind : kinds) {
      int n = number.applyAsInt(kind);
      if (n >= 0) {
        wanted[n] = true;
        numbers[count++] = n;
      }
    }
    numbers = Arrays.copyOf(numbers, count);
    Arrays.sort(numbers);
    return new KindCodes(chosen, numbers, wanted, count == kinds.size());
  }

  /** Returns the first chosen number above {@code number}, or -1. */
  int after(int number) {
    for (int n : numbers) {
      if (n > number) {
        return n;
      }
    }
    return -1;
  }
}
