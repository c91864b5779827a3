package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvTransaction;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a list of {@link Step}s against a store and against sorted maps, which must agree at each
 * step.
 *
 * <p>A step that writes begins a transaction, which goes on to the next {@code COMMIT} or {@code
 * ROLLBACK}; meanwhile steps that read use it or the open snapshots. A step that makes no sense
 * where it stands does nothing.
 */
final class History {
  private static final int MAX_SNAPSHOTS = 6;
  private static final int MAX_VISITS = 40;

  private final List<Step> steps;
  private final Supplier<KvStore> opener;
  private final boolean persistent;
  private final boolean compaction;
  private final List<Model> snapshots = new ArrayList<>();
  private NavigableMap<byte[], byte[]> committed = Bytes.map();
  private KvStore store;
  private int at;

  private static final class Rollback extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private History(
      List<Step> steps, Supplier<KvStore> opener, boolean persistent, boolean compaction) {
    this.steps = steps;
    this.opener = opener;
    this.persistent = persistent;
    this.compaction = compaction;
    this.store = opener.get();
  }

  /**
   * Runs steps in an empty store.
   *
   * @param opener opens the store, again after it was closed
   * @throws AssertionError that names the step
   */
  static void run(
      List<Step> steps, Supplier<KvStore> opener, boolean persistent, boolean compaction) {
    History history = new History(steps, opener, persistent, compaction);
    try {
      history.run();
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError(
          "step %d, %s: %s"
              .formatted(history.at - 1, steps.get(Math.max(0, history.at - 1)), failure),
          failure);
    } finally {
      history.store.close();
    }
  }

  private void run() {
    while (at < steps.size()) {
      Step step = steps.get(at++);
      switch (step.kind()) {
        case PUT, DELETE, WRITING_SCAN -> transaction();
        case REOPEN -> reopen();
        case COMPACT -> {
          if (compaction) {
            store.compact();
          }
        }
        default -> read(step, null);
      }
    }
    snapshots.forEach(Model::check);
    KvGroup.check(store, committed);
    reopen();
    KvGroup.check(store, committed);
  }

  private void reopen() {
    if (persistent) {
      store.close();
      snapshots.clear();
      store = opener.get();
    }
  }

  /** Runs the steps of one transaction, from the one before {@link #at} on. */
  private void transaction() {
    at--;
    NavigableMap<byte[], byte[]> content = Bytes.map();
    content.putAll(committed);
    try {
      store.write(
          transaction -> {
            work(transaction, new Model(transaction, content));
            return Boolean.TRUE;
          });
      committed = content;
    } catch (Rollback expected) {
      assertThat(expected).hasNoCause();
    }
  }

  private void work(KvTransaction transaction, Model model) {
    while (at < steps.size()) {
      Step step = steps.get(at++);
      switch (step.kind()) {
        case PUT -> mutate(transaction, model, Step.keyOf(step.key()), step.seed(), false);
        case DELETE -> mutate(transaction, model, Step.keyOf(step.key()), step.seed(), true);
        case WRITING_SCAN -> writingScan(transaction, model, step);
        case COMMIT -> {
          return;
        }
        case ROLLBACK -> throw new Rollback();
        case REOPEN, COMPACT -> {}
        default -> read(step, model);
      }
    }
  }

  private static void mutate(
      KvTransaction transaction, Model model, byte[] key, long seed, boolean delete) {
    if (delete) {
      transaction.delete(key);
      model.content().remove(key);
    } else {
      byte[] value = Step.valueOf(new SplittableRandom(seed));
      transaction.put(key, value);
      model.content().put(key, value);
    }
    model.mutated();
  }

  /** Scans, and changes entries ahead, behind and here on the way. */
  private static void writingScan(KvTransaction transaction, Model model, Step step) {
    SplittableRandom random = new SplittableRandom(step.seed());
    NavigableMap<byte[], byte[]> content = model.content();
    boolean forward = step.direction() == ScanDirection.FORWARD;
    byte[] @Nullable [] last = new byte[1] @Nullable [];
    int[] visits = new int[1];
    boolean exhausted =
        transaction.scan(
            Bytes.EMPTY,
            null,
            step.direction(),
            (key, value) -> {
              byte[] expected = following(content, last[0], forward);
              assertThat(expected).as("visited").isNotNull().isEqualTo(key.toByteArray());
              assertThat(value.toByteArray()).as("its value").isEqualTo(content.get(expected));
              last[0] = expected;
              if (random.nextBoolean()) {
                byte[] target =
                    random.nextInt(3) == 0 ? expected : Step.keyOf(random.nextInt(Step.KEYS));
                mutate(transaction, model, target, random.nextLong(), random.nextBoolean());
              }
              return ++visits[0] < MAX_VISITS;
            });
    assertThat(exhausted).isEqualTo(visits[0] < MAX_VISITS);
    if (exhausted) {
      assertThat(following(content, last[0], forward)).as("left out").isNull();
    }
  }

  private static byte @Nullable [] following(
      NavigableMap<byte[], byte[]> content, byte @Nullable [] key, boolean forward) {
    if (key != null) {
      return forward ? content.higherKey(key) : content.lowerKey(key);
    }
    return content.isEmpty() ? null : forward ? content.firstKey() : content.lastKey();
  }

  private void read(Step step, @Nullable Model transaction) {
    switch (step.kind()) {
      case SNAPSHOT -> {
        if (snapshots.size() < MAX_SNAPSHOTS) {
          NavigableMap<byte[], byte[]> content = Bytes.map();
          content.putAll(committed);
          snapshots.add(new Model(store.snapshot(), content));
        }
        return;
      }
      case FLUSH -> {
        if (transaction == null) {
          store.flush();
        }
        return;
      }
      case COMMIT, ROLLBACK -> {
        return;
      }
      default -> {}
    }
    Model model = readerOf(step, transaction);
    if (model == null) {
      return;
    }
    switch (step.kind()) {
      case CLOSE_SNAPSHOT -> {
        if (model.reader() instanceof KvSnapshot snapshot) {
          model.check();
          snapshot.close();
          snapshots.remove(model);
        }
      }
      case GET -> model.get(Step.keyOf(step.key()));
      case SCAN -> {
        byte[] upper = step.reader() % 7 == 0 ? null : Step.keyOf(step.other());
        byte[] lower = step.reader() % 5 == 0 ? Bytes.EMPTY : Step.keyOf(step.key());
        int limit = step.reader() % 3 == 0 ? 1 + step.reader() % 8 : Integer.MAX_VALUE;
        model.scan(lower, upper, step.direction(), limit);
      }
      default -> model.cursor(step);
    }
  }

  /** In a transaction, every other read is of the transaction. */
  private @Nullable Model readerOf(Step step, @Nullable Model transaction) {
    if (transaction != null && (snapshots.isEmpty() || step.reader() % 2 == 0)) {
      return transaction;
    }
    return snapshots.isEmpty() ? null : snapshots.get(step.reader() / 2 % snapshots.size());
  }
}
