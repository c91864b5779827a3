package dev.keygraph.kv.guard;

import static dev.keygraph.kv.guard.Stores.filesIn;
import static dev.keygraph.kv.guard.Stores.keys;
import static dev.keygraph.kv.guard.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.KvReadOnlyException;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvUnsupportedException;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.kv.memory.MemoryEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreDirectoryTest extends GuardTest {

  private Path marker() {
    return directory().resolve("keygraph.store");
  }

  private void create(String... keys) {
    try (KvStore store = open()) {
      put(store, keys);
    }
  }

  private KvStore openReadOnly() {
    return Stores.open(engine, directory(), Durability.DURABLE, true);
  }

  @Test
  void aStoreHasAMarkerALockAndAGeneration() throws IOException {
    create("a");
    assertThat(filesIn(directory())).containsExactly("data-1", "keygraph.lock", "keygraph.store");
    assertThat(Files.readString(marker()))
        .isEqualTo("keygraph store\nformat=1\nengine=strict\ngeneration=1\n");
    try (KvStore store = open()) {
      assertThat(keys(store)).containsExactly("a");
    }
  }

  @Test
  void directoriesAboveAreCreated() {
    Path deep = temporary.resolve("x/y/z");
    Stores.open(engine, deep).close();
    assertThat(deep.resolve("keygraph.store")).exists();
  }

  @Test
  void aReadOnlyStoreIsNotWritten() {
    create("a");
    try (KvStore first = openReadOnly();
        KvStore second = openReadOnly()) {
      assertThat(first.isReadOnly()).isTrue();
      assertThat(keys(first)).isEqualTo(keys(second)).containsExactly("a");
      assertThatThrownBy(() -> put(first, "b")).isInstanceOf(KvReadOnlyException.class);
      assertThatThrownBy(first::compact).isInstanceOf(KvReadOnlyException.class);
      assertThatThrownBy(() -> first.rebuild(loader -> {}, snapshot -> {}))
          .isInstanceOf(KvReadOnlyException.class)
          .hasMessageContaining(directory().toString());
      first.flush();
      assertThatThrownBy(this::open).isInstanceOf(KvLockedException.class);
    }
    create("b");
  }

  @Test
  void aStoreThatIsNotThereCannotBeOpenedReadOnly() throws IOException {
    assertThatThrownBy(this::openReadOnly)
        .isInstanceOf(KvReadOnlyException.class)
        .hasMessageContaining(directory().toString());
    assertThat(directory()).doesNotExist();
    Files.createDirectory(directory());
    assertThatThrownBy(this::openReadOnly).isInstanceOf(KvReadOnlyException.class);
    assertThat(directory()).isEmptyDirectory();
  }

  @Test
  void aDirectoryOfSomebodyElseIsLeftAlone() throws IOException {
    Files.createDirectory(directory());
    Files.writeString(directory().resolve("thesis.txt"), "years of work");
    assertThatThrownBy(this::open)
        .isInstanceOf(KvWrongFormatException.class)
        .hasMessageContaining("thesis.txt")
        .hasMessageContaining(directory().toString());
    assertThat(filesIn(directory())).containsExactly("thesis.txt");
    assertThatThrownBy(() -> Stores.open(engine, directory().resolve("thesis.txt")))
        .isInstanceOf(KvWrongFormatException.class)
        .hasMessageContaining("not a directory");
  }

  @Test
  void aStoreOfAnotherEngineIsRefused() throws IOException {
    create("a");
    Files.writeString(marker(), Files.readString(marker()).replace("strict", "other"));
    assertThatThrownBy(this::open)
        .isInstanceOf(KvWrongFormatException.class)
        .hasMessageContaining("engine other")
        .hasMessageContaining("strict")
        .hasMessageContaining(directory().toString());
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    create("a");
    Files.writeString(marker(), "keygraph store\nformat=2\nengines=strict,other\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(KvWrongFormatException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("newer version");
  }

  @Test
  void linesOfLaterVersionsAreIgnored() throws IOException {
    create("a");
    Files.writeString(marker(), Files.readString(marker()) + "colour=blue\n");
    try (KvStore store = open()) {
      assertThat(keys(store)).containsExactly("a");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0\0\0\0",
        "another store\nformat=1\nengine=strict\ngeneration=1\n",
        "keygraph store\n",
        "keygraph store\nformat=one\nengine=strict\ngeneration=1\n",
        "keygraph store\nformat=1\ngeneration=1\n",
        "keygraph store\nformat=1\nengine=strict\n",
        "keygraph store\nformat=1\nengine=strict\ngeneration=0\n",
        "keygraph store\nformat=1\nengine=strict\ngeneration=-1\n"
      })
  void anUnreadableMarkerIsCorruption(String content) throws IOException {
    create("a");
    Files.writeString(marker(), content);
    assertThatThrownBy(this::open)
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining(marker().toString());
    assertThat(directory().resolve("data-1/content")).exists();
  }

  @Test
  void aMarkerThatIsNotTextIsCorruption() throws IOException {
    create("a");
    Files.write(marker(), new byte[] {(byte) 0xC3, 0x28});
    assertThatThrownBy(this::open).isInstanceOf(KvCorruptedException.class);
  }

  @Test
  void aMissingGenerationIsCorruption() throws IOException {
    create("a");
    Files.move(directory().resolve("data-1"), directory().resolve("data-7"));
    assertThatThrownBy(this::open)
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining("data-1");
    assertThat(directory().resolve("data-7/content")).exists();
  }

  @Test
  void whatACrashLeavesOfACreationIsOpened() throws IOException {
    Files.createDirectories(directory().resolve("data-1"));
    Files.createFile(directory().resolve("keygraph.lock"));
    Files.writeString(directory().resolve("keygraph.store.tmp"), "keygr");
    create("a");
    try (KvStore store = open()) {
      assertThat(keys(store)).containsExactly("a");
    }
  }

  @Test
  void whatACrashLeavesOfARebuildIsDeletedAtTheNextOpeningForWriting() throws IOException {
    create("a");
    Files.createDirectories(directory().resolve("data-2/deep"));
    Files.writeString(directory().resolve("data-2/deep/half"), "half");
    Files.writeString(directory().resolve("keygraph.store.tmp"), "keygr");
    openReadOnly().close();
    assertThat(directory().resolve("data-2")).exists();
    create("b");
    assertThat(filesIn(directory())).containsExactly("data-1", "keygraph.lock", "keygraph.store");
  }

  @Test
  void anEngineThatCannotCreateItsStoreDoesNotOccupyTheDirectory() throws IOException {
    KvIoException failure = new KvIoException("no");
    engine.beforeOpen =
        () -> {
          throw failure;
        };
    assertThatThrownBy(this::open).isSameAs(failure);
    assertThat(filesIn(directory())).containsExactly("keygraph.lock");
    engine.beforeOpen = () -> {};
    create("a");
    engine.beforeOpen =
        () -> {
          throw failure;
        };
    assertThatThrownBy(this::open).isSameAs(failure);
    engine.beforeOpen = () -> {};
    try (KvStore store = open()) {
      assertThat(keys(store)).containsExactly("a");
    }
  }

  @Test
  void anEngineThatDoesNotRunOnThisMachineSaysSo() {
    UnsatisfiedLinkError failure = new UnsatisfiedLinkError("no native library");
    engine.beforeOpen =
        () -> {
          throw failure;
        };
    assertThatThrownBy(this::open)
        .isInstanceOf(KvUnsupportedException.class)
        .hasMessageContaining("strict")
        .hasCause(failure);
  }

  @Test
  void aLevelThatTheEngineLacksIsRefused() {
    assertThatThrownBy(() -> Stores.open(engine, directory(), Durability.RELAXED, false))
        .isInstanceOf(KvUnsupportedException.class)
        .hasMessageContaining("relaxed")
        .hasMessageContaining("durable, unsafe");
    assertThat(directory()).doesNotExist();
  }

  @Test
  void aStoreInMemoryLeavesNothingOnDisk() {
    MemoryEngine memory = new MemoryEngine();
    try (KvStore first = Stores.open(memory, directory(), Durability.UNSAFE, false);
        KvStore second = Stores.open(memory, directory(), Durability.UNSAFE, false)) {
      put(first, "a");
      assertThat(first.directory()).isEqualTo(directory());
      assertThat(keys(second)).isEmpty();
      first.rebuild(loader -> loader.put(Stores.bytes("b"), 0, 1, new byte[0], 0, 0), s -> {});
      assertThat(keys(first)).containsExactly("b");
      assertThatThrownBy(() -> first.backup(temporary.resolve("copy")))
          .isInstanceOf(KvUnsupportedException.class)
          .hasMessageContaining("memory");
      assertThatThrownBy(first::compact).isInstanceOf(KvUnsupportedException.class);
    }
    assertThat(directory()).doesNotExist();
    assertThatThrownBy(() -> Stores.open(memory, directory(), Durability.UNSAFE, true))
        .isInstanceOf(KvUnsupportedException.class);
  }
}
