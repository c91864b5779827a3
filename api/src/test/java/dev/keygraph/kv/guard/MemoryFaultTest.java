package dev.keygraph.kv.guard;

import static dev.keygraph.kv.guard.Stores.NOTHING;
import static dev.keygraph.kv.guard.Stores.bytes;
import static dev.keygraph.kv.guard.Stores.keys;
import static dev.keygraph.kv.guard.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.ScanDirection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mapped memory that cannot be read is an error of the file system, wherever it is met. */
@Timeout(60)
final class MemoryFaultTest extends GuardTest {
  private KvStore store;

  @BeforeEach
  void fill() {
    store = open();
    put(store, "a", "b");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static boolean fault() {
    throw new InternalError("a fault occurred in an unsafe memory access operation");
  }

  private void assertNamed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(KvIoException.class)
        .hasMessageContaining(directory().toString())
        .hasMessageContaining("keygraph verify")
        .hasCauseInstanceOf(InternalError.class);
  }

  @Test
  void readsOfASnapshot() {
    try (KvSnapshot snapshot = store.snapshot()) {
      assertNamed(() -> snapshot.get(bytes("a"), (key, value) -> fault()));
      assertNamed(
          () -> snapshot.scan(NOTHING, null, ScanDirection.FORWARD, (key, value) -> fault()));
      assertThat(keys(snapshot)).containsExactly("a", "b");
    }
  }

  @Test
  void openingASnapshot() {
    engine.beforeSnapshot = MemoryFaultTest::fault;
    assertNamed(store::snapshot);
    engine.beforeSnapshot = () -> {};
    assertThat(keys(store)).containsExactly("a", "b");
  }

  @Test
  void commitsAreRolledBack() {
    engine.beforeCommit = MemoryFaultTest::fault;
    assertNamed(() -> put(store, "c"));
    engine.beforeCommit = () -> {};
    assertThat(keys(store)).containsExactly("a", "b");
    put(store, "d");
    assertThat(keys(store)).containsExactly("a", "b", "d");
  }

  @Test
  void readsOfATransaction() {
    assertNamed(() -> store.write(open -> open.get(bytes("a"), (key, value) -> fault())));
  }

  @Test
  void flushesAndBackups() {
    engine.beforeFlush = MemoryFaultTest::fault;
    assertNamed(store::flush);
    engine.beforeFlush = () -> {};
    engine.beforeBackup = MemoryFaultTest::fault;
    assertNamed(() -> store.backup(directory().resolveSibling("copy")));
  }

  @Test
  void otherErrorsStayWhatTheyAre() {
    InternalError other = new InternalError("something else");
    try (KvSnapshot snapshot = store.snapshot()) {
      assertThatThrownBy(
              () ->
                  snapshot.get(
                      bytes("a"),
                      (key, value) -> {
                        throw other;
                      }))
          .isSameAs(other);
    }
  }
}
