package dev.keygraph.kv.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;

/** Writes to an engine that needs one thread for all of them. */
final class WriterThreadTest extends WriteTests {
  @Test
  void workRunsOnANamedDaemonThread() {
    store.write(
        transaction -> {
          Thread writer = Thread.currentThread();
          assertThat(writer.getName()).isEqualTo("keygraph-writer strict store");
          assertThat(writer.isDaemon()).isTrue();
          return true;
        });
  }

  @Test
  void aFailureSaysWhereItsCallerWas() {
    Throwable thrown = new IllegalStateException("made elsewhere");
    thrown.setStackTrace(new StackTraceElement[0]);
    Throwable caught =
        catchThrowable(
            () ->
                store.write(
                    transaction -> {
                      throw WriteTests.<RuntimeException>unchecked(thrown);
                    }));
    assertThat(caught.getSuppressed()[0].getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(WriterThreadTest.class.getName()));
  }
}
