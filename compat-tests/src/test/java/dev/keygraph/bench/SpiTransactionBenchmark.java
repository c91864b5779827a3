package dev.keygraph.bench;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvTransaction;
import dev.keygraph.kv.ScanDirection;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * The calls within a transaction, many in each, so that its commit, which syncs nothing, counts
 * little.
 */
public class SpiTransactionBenchmark extends SpiWriteBenchmark {
  private static final int CALLS = 256;

  private final Seen seen = new Seen();

  @Override
  Durability durability() {
    return Durability.UNSAFE;
  }

  /** Returns the place of a call among the keys, which are spread. */
  private int place(int first, int call) {
    return (first + call * 7) % keys.length;
  }

  /** Puts other values than before. */
  @Benchmark
  public long putKeygraph(Entries entries) {
    int first = next(keys.length);
    return entries.add(
        store.write(
            transaction -> {
              for (int i = 0; i < CALLS; i++) {
                int place = place(first, i);
                transaction.put(keys[place], values[(place + first) % values.length]);
              }
              return CALLS;
            }));
  }

  /** The same by hand. */
  @Benchmark
  public long putTwin(Entries entries) {
    int first = next(keys.length);
    twin.begin(/* reads= */ false);
    for (int i = 0; i < CALLS; i++) {
      int place = place(first, i);
      twin.put(keys[place], values[(place + first) % values.length]);
    }
    twin.commit();
    return entries.add(CALLS);
  }

  /** Deletes keys, and puts them back. */
  @Benchmark
  public long deleteAndPutKeygraph(Entries entries) {
    int first = next(keys.length);
    return entries.add(
        store.write(
            transaction -> {
              for (int i = 0; i < CALLS / 2; i++) {
                transaction.delete(keys[place(first, i)]);
              }
              for (int i = 0; i < CALLS / 2; i++) {
                int place = place(first, i);
                transaction.put(keys[place], values[place]);
              }
              return CALLS;
            }));
  }

  /** The same by hand. */
  @Benchmark
  public long deleteAndPutTwin(Entries entries) {
    int first = next(keys.length);
    twin.begin(/* reads= */ false);
    for (int i = 0; i < CALLS / 2; i++) {
      twin.delete(keys[place(first, i)]);
    }
    for (int i = 0; i < CALLS / 2; i++) {
      int place = place(first, i);
      twin.put(keys[place], values[place]);
    }
    twin.commit();
    return entries.add(CALLS);
  }

  /** Looks keys up after a write. */
  @Benchmark
  public long getKeygraph(Entries entries) {
    int first = next(keys.length);
    return store.write(
        transaction -> {
          write(transaction, first);
          for (int i = 0; i < CALLS; i++) {
            transaction.get(keys[place(first, i)], seen);
          }
          entries.add(seen.entries());
          return seen.digest();
        });
  }

  /** The same by hand. */
  @Benchmark
  public long getTwin(Entries entries) {
    int first = next(keys.length);
    write(first);
    for (int i = 0; i < CALLS; i++) {
      twin.get(keys[place(first, i)], seen);
    }
    twin.commit();
    entries.add(seen.entries());
    return seen.digest();
  }

  /** Scans after a write. */
  @Benchmark
  public long scanKeygraph(Entries entries) {
    int first = next(keys.length);
    return store.write(
        transaction -> {
          write(transaction, first);
          transaction.scan(keys[first], keys[end(first)], ScanDirection.FORWARD, seen);
          entries.add(seen.entries());
          return seen.digest();
        });
  }

  /** The same by hand. */
  @Benchmark
  public long scanTwin(Entries entries) {
    int first = next(keys.length);
    write(first);
    twin.forward(keys[first], keys[end(first)], seen);
    twin.commit();
    entries.add(seen.entries());
    return seen.digest();
  }

  private int end(int first) {
    return Math.min(first + CALLS, keys.length - 1);
  }

  private void write(KvTransaction transaction, int first) {
    seen.clear();
    transaction.put(keys[first], values[first]);
  }

  private void write(int first) {
    seen.clear();
    twin.begin(/* reads= */ true);
    twin.put(keys[first], values[first]);
  }
}
