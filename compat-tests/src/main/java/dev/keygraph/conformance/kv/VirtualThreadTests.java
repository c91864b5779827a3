package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.ScanDirection;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A virtual thread may go on on another thread of the operating system whenever it waits. */
abstract class VirtualThreadTests extends InterruptTests {
  private static final int THREADS = 24;
  private static final int ROUNDS = 4;

  @Test
  final void virtualThreadsReadAndWrite() {
    assumeThat(Crew.hasVirtualThreads()).isTrue();
    KvStore store = store();
    try (Crew crew = new Crew()) {
      for (int i = 0; i < THREADS; i++) {
        byte[] key = Bytes.of(i);
        crew.startVirtual("virtual " + i, () -> readAndWrite(store, key));
      }
    }
    assertThat(entries(store)).hasSize(THREADS);
  }

  private static void readAndWrite(KvStore store, byte[] key) {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] value = Bytes.of(round);
      store.write(
          transaction -> {
            transaction.put(key, value);
            changeCarrier();
            assertThat(transaction.get(key)).isEqualTo(value);
            return true;
          });
      try (KvSnapshot snapshot = store.snapshot()) {
        changeCarrier();
        boolean[] found = {false};
        snapshot.scan(
            Bytes.EMPTY,
            null,
            ScanDirection.FORWARD,
            (k, v) -> {
              if (k.length() == key.length && v.toByteArray()[0] == value[0]) {
                changeCarrier();
                found[0] |= Arrays.equals(k.toByteArray(), key);
              }
              return true;
            });
        assertThat(found[0]).as("what this thread wrote").isTrue();
      }
    }
  }

  /** A virtual thread that parks leaves its thread of the operating system to others. */
  private static void changeCarrier() {
    LockSupport.parkNanos(1);
  }
}
