package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.KvStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** One store is open for writing once: in one process, and there once. */
abstract class LockTests extends ReopenTests {

  @Test
  final void aSecondOpenInThisProcessIsRefused() throws IOException {
    assumePersistent();
    put(store(), Bytes.of(1), Bytes.of(1));
    Path link = temporary.resolve("link");
    Files.createSymbolicLink(link, directory());
    for (Path same :
        new Path[] {
          directory(), directory().resolve("..").resolve(directory().getFileName()), link
        }) {
      assertThatThrownBy(() -> open(same))
          .isInstanceOf(KvLockedException.class)
          .hasMessageContaining(directory().getFileName().toString());
    }
    put(store(), Bytes.of(2), Bytes.of(2));
    assertThat(entries(store())).hasSize(2);
    close();
    try (KvStore again = open(directory())) {
      put(again, Bytes.of(3), Bytes.of(3));
    }
  }

  @Test
  final void aSecondProcessIsRefused() throws Exception {
    assumePersistent();
    put(store(), Bytes.of(1), Bytes.of(1));
    try (ChildJvm child = Child.start(conformance(), ChildTask.TRY, directory(), level())) {
      child.expect("KvLockedException");
      child.expectSuccess();
    }
    put(store(), Bytes.of(2), Bytes.of(2));
    close();
    try (ChildJvm child = Child.start(conformance(), ChildTask.TRY, directory(), level())) {
      child.expect("opened " + engineName());
      child.expectSuccess();
    }
    assertThat(entries(store())).hasSize(2);
  }

  @Test
  final void aStoreIsFreeAfterTheOtherProcessClosedItOrWasKilled() throws Exception {
    assumePersistent();
    Files.createDirectories(directory());
    try (ChildJvm child = Child.start(conformance(), ChildTask.HOLD, directory(), level())) {
      child.expect("open");
      assertThatThrownBy(() -> open(directory()))
          .isInstanceOf(KvLockedException.class)
          .hasMessageContaining(directory().toString());
      child.send("close");
      child.expect("closed");
      open(directory()).close();
      child.expectSuccess();
    }
    try (ChildJvm child = Child.start(conformance(), ChildTask.HOLD, directory(), level())) {
      child.expect("open");
      child.kill();
      assertThat(entries(store())).hasSize(1);
    }
  }

  @Test
  final void aRefusedOpenLeavesNothingOpen() {
    assumePersistent();
    put(store(), Bytes.of(1), Bytes.of(1));
    int before = ledger().stores.get();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> open(directory())).isInstanceOf(KvLockedException.class);
    }
    assertThat(ledger().stores).hasValue(before);
  }
}
