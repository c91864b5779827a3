package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.kv.KillLoop.Phase;
import dev.keygraph.kv.KvStore;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One of the stores that the children of a {@link KillLoop} write to, and what it must hold. */
final class KilledStore {
  private static final int STORES = 3;

  private final Path directory;
  private final KillScript script;
  private final NavigableMap<byte[], byte[]> model = Bytes.map();
  private long modelNumber;
  private long acknowledged;
  private long begun;
  private long begunAt;
  private Phase phase = Phase.OPEN;

  KilledStore(Path directory, KillScript script) {
    this.directory = directory;
    this.script = script;
  }

  /** Returns the directories of all stores: the given one, and others beside it. */
  static List<Path> directories(Path first) {
    return IntStream.range(0, STORES)
        .mapToObj(i -> i == 0 ? first : first.resolveSibling(first.getFileName() + "-" + i))
        .toList();
  }

  /** Returns the transactions of one of the stores. */
  static KillScript script(long seed, int index) {
    return new KillScript(seed + index);
  }

  Path directory() {
    return directory;
  }

  /** Returns what the child is doing here, or was when it was killed. */
  Phase phase() {
    return phase;
  }

  /** Returns the number of the last commit that is known to be there. */
  long acknowledged() {
    return acknowledged;
  }

  /** The child is about to open the store. */
  void noteOpening() {
    phase = Phase.OPEN;
  }

  /**
   * Notes what the child said of the store.
   *
   * @return how long the commit took that was acknowledged, or a negative number
   */
  long note(String event, long number) {
    switch (event) {
      case "opened" -> {
        assertWithin(number);
        acknowledged = number;
        begun = number;
        phase = Phase.WORK;
      }
      case "begin" -> {
        begun = number;
        begunAt = System.nanoTime();
        phase = Phase.COMMIT;
      }
      case "acknowledged" -> {
        acknowledged = number;
        phase = Phase.WORK;
        return System.nanoTime() - begunAt;
      }
      default -> throw new AssertionError("the child said " + event + " " + number);
    }
    return -1;
  }

  private void assertWithin(long number) {
    assertThat(number)
        .as("last commit in %s, of acknowledged %d and begun %d", directory, acknowledged, begun)
        .isBetween(acknowledged, Math.max(acknowledged, begun));
  }

  /** Opens the store, compares all of it with what it must hold, and writes to it. */
  void check(Function<Path, KvStore> opener) {
    try (KvStore store = opener.apply(directory)) {
      long number = KvGroup.read(store, KillScript::numberOf);
      assertWithin(number);
      advanceModel(number);
      try {
        KvGroup.check(store, model);
      } catch (AssertionError torn) {
        throw new AssertionError("commit %d of %s".formatted(number, directory), torn);
      }
      KvGroup.write(store, transaction -> script.apply(number + 1, transaction));
      advanceModel(number + 1);
      KvGroup.check(store, model);
      acknowledged = number + 1;
      begun = number + 1;
    }
  }

  private void advanceModel(long number) {
    while (modelNumber < number) {
      script.apply(++modelNumber, model);
    }
  }
}
