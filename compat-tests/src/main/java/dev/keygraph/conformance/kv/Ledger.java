package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What an engine was asked to open and has not been asked to close, and broken promises. */
final class Ledger {
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  final AtomicInteger stores = new AtomicInteger();
  final AtomicInteger snapshots = new AtomicInteger();
  final AtomicInteger cursors = new AtomicInteger();
  final AtomicInteger transactions = new AtomicInteger();
  final AtomicInteger loaders = new AtomicInteger();

  void violation(String what) {
    violations.add(what + ", on " + Thread.currentThread().getName());
  }

  void require(boolean condition, String otherwise) {
    if (!condition) {
      violation(otherwise);
    }
  }

  /** Checks that the guard kept its promises to the engine. */
  void assertNoViolations() {
    assertThat(violations).as("promises of the guard to the engine").isEmpty();
  }

  /** Checks that no snapshot, cursor or transaction is open below the guard. */
  void assertNothingInUse() {
    assertThat(snapshots).as("open snapshots of the engine").hasValue(0);
    assertThat(cursors).as("open cursors of the engine").hasValue(0);
    assertThat(transactions).as("open transactions of the engine").hasValue(0);
    assertThat(loaders).as("open bulk loads of the engine").hasValue(0);
  }

  /** Checks that nothing at all is open below the guard. */
  void assertAllClosed() {
    assertNothingInUse();
    assertThat(stores).as("open stores of the engine").hasValue(0);
  }
}
