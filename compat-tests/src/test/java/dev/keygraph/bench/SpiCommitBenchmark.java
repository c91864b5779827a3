package dev.keygraph.bench;

import dev.keygraph.kv.Durability;
import java.util.Locale;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Small commits at each level of durability. */
public class SpiCommitBenchmark extends SpiWriteBenchmark {
  private static final int PUTS = 8;

  /** The level. */
  @Param({"durable", "relaxed", "unsafe"})
  public String durability = "durable";

  @Override
  Durability durability() {
    return Durability.valueOf(durability.toUpperCase(Locale.ROOT));
  }

  private byte[] value(int first) {
    return values[(first + PUTS) % values.length];
  }

  /** Puts a few values and commits. */
  @Benchmark
  public long commitKeygraph() {
    int first = next(keys.length - PUTS);
    return store.write(
        transaction -> {
          for (int i = 0; i < PUTS; i++) {
            transaction.put(keys[first + i], value(first));
          }
          return PUTS;
        });
  }

  /** The same by hand. */
  @Benchmark
  public long commitTwin() {
    int first = next(keys.length - PUTS);
    twin.begin(/* reads= */ false);
    for (int i = 0; i < PUTS; i++) {
      twin.put(keys[first + i], value(first));
    }
    twin.commit();
    return PUTS;
  }
}
