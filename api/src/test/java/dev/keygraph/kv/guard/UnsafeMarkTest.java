package dev.keygraph.kv.guard;

import static dev.keygraph.kv.guard.Stores.keys;
import static dev.keygraph.kv.guard.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class UnsafeMarkTest extends GuardTest {

  private Path mark() {
    return directory().resolve("keygraph.unsafe");
  }

  private KvStore openUnsafe() {
    return Stores.open(engine, directory(), Durability.UNSAFE, false);
  }

  @Test
  void theMarkIsThereWhileTheStoreIsOpen() {
    engine.beforeOpen = () -> assertThat(mark()).exists();
    engine.beforeFlush = () -> assertThat(mark()).exists();
    engine.beforeClose = () -> assertThat(mark()).exists();
    try (KvStore store = openUnsafe()) {
      put(store, "a");
    }
    assertThat(mark()).doesNotExist();
    assertThat(engine.events).containsExactly("open data-1", "flush data-1", "close data-1");
    engine.beforeOpen = () -> assertThat(mark()).doesNotExist();
    engine.beforeFlush = () -> {};
    engine.beforeClose = () -> {};
    try (KvStore store = open()) {
      assertThat(keys(store)).containsExactly("a");
    }
  }

  @Test
  void aStoreThatWasNotClosedMustBeRebuilt() {
    Path crashed = temporary.resolve("crashed");
    try (KvStore store = openUnsafe()) {
      put(store, "a");
      Stores.copyTree(directory(), crashed);
    }
    for (boolean readOnly : new boolean[] {true, false}) {
      for (Durability level : new Durability[] {Durability.DURABLE, Durability.UNSAFE}) {
        assertThatThrownBy(() -> Stores.open(engine, crashed, level, readOnly))
            .isInstanceOf(KvCorruptedException.class)
            .hasMessageContaining("unsafe")
            .hasMessageContaining("delete the directory and index again")
            .hasMessageContaining(crashed.toString());
      }
    }
    assertThat(crashed.resolve("keygraph.unsafe")).exists();
  }

  @Test
  void aStoreThatCouldNotBeFlushedKeepsTheMark() {
    KvStore store = openUnsafe();
    KvIoException failure = new KvIoException("the disk is full");
    engine.beforeFlush =
        () -> {
          throw failure;
        };
    assertThatThrownBy(store::close).isSameAs(failure);
    assertThat(engine.events).contains("close data-1");
    engine.beforeFlush = () -> {};
    assertThatThrownBy(this::open).isInstanceOf(KvCorruptedException.class);
  }

  @Test
  void anEngineThatDoesNotOpenLeavesNoMark() throws Exception {
    open().close();
    engine.beforeOpen =
        () -> {
          throw new KvIoException("no");
        };
    assertThatThrownBy(this::openUnsafe).isInstanceOf(KvIoException.class);
    assertThat(mark()).doesNotExist();
    engine.beforeOpen = () -> {};
    open().close();
    assertThat(Files.exists(mark())).isFalse();
  }
}
