package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.Renamed;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvWrongFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What cannot be opened is refused by name, and left as it is. */
abstract class ErrorTests extends ForeignWriterTests {
  /** The file that makes a directory a store. */
  private static final String MARKER = "keygraph.store";

  @Test
  final void aStoreOfAnotherEngineIsRefused() {
    assumePersistent();
    put(store(), Bytes.of(1), Bytes.of(1));
    close();
    Renamed other = new Renamed(conformance().engine(), "another");
    assertThatThrownBy(
            () -> conformance().open(other, options(directory(), strongestLevel(), false)))
        .isInstanceOf(KvWrongFormatException.class)
        .hasMessageContaining(directory().toString())
        .hasMessageContaining("another")
        .hasMessageContaining(engineName());
    assertThat(entries(store())).hasSize(1);
  }

  @Test
  final void aDirectoryOfSomethingElseIsRefused() throws IOException {
    assumePersistent();
    Path foreign = Files.createDirectory(temporary.resolve("photos"));
    Path file = Files.writeString(foreign.resolve("beach.jpg"), "sand");
    for (boolean readOnly : new boolean[] {false, true}) {
      assertThatThrownBy(() -> open(foreign, level(), readOnly))
          .isInstanceOf(KvException.class)
          .hasMessageContaining(foreign.toString());
    }
    assertThatThrownBy(() -> open(foreign)).isInstanceOf(KvWrongFormatException.class);
    assertThat(file).hasContent("sand");
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(KvException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent("sand");
  }

  @Test
  final void aNewerFormatIsRefused() throws IOException {
    assumePersistent();
    put(store(), Bytes.of(1), Bytes.of(1));
    close();
    Path marker = directory().resolve(MARKER);
    String text = Files.readString(marker);
    assertThat(text).containsPattern("format=\\d+");
    Files.writeString(marker, text.replaceAll("format=\\d+", "format=999"));
    for (boolean readOnly : new boolean[] {false, true}) {
      assertThatThrownBy(() -> open(directory(), level(), readOnly))
          .isInstanceOf(KvWrongFormatException.class)
          .hasMessageContaining(directory().toString())
          .hasMessageContaining("999");
    }
    Files.writeString(marker, text);
    assertThat(entries(store())).hasSize(1);
  }

  @Test
  final void aDamagedMarkerIsRefused() throws IOException {
    assumePersistent();
    put(store(), Bytes.of(1), Bytes.of(1));
    close();
    Path marker = directory().resolve(MARKER);
    byte[] bytes = Files.readAllBytes(marker);
    for (byte[] damaged : new byte[][] {Bytes.EMPTY, Bytes.repeat(0, 100), Bytes.hex("FFFE80")}) {
      Files.write(marker, damaged);
      assertThatThrownBy(() -> open(directory()))
          .isInstanceOf(KvCorruptedException.class)
          .hasMessageContaining(directory().toString());
    }
    Files.write(marker, bytes);
    assertThat(entries(store())).hasSize(1);
  }

  @Test
  final void aRefusedDirectoryMayBeUsedAfterwards() throws IOException {
    assumePersistent();
    Path path = Files.createDirectory(temporary.resolve("later"));
    Path file = Files.writeString(path.resolve("letter.txt"), "mine");
    assertThatThrownBy(() -> open(path)).isInstanceOf(KvWrongFormatException.class);
    Files.delete(file);
    try (KvStore store = open(path)) {
      put(store, Bytes.of(1), Bytes.of(1));
    }
    assertThat(entries(open(path))).hasSize(1);
  }

  @Test
  final void anUnsafeStoreThatWasNotClosedSaysSo() throws Exception {
    assumePersistent();
    assumeTrue(
        traits().durabilities().contains(Durability.UNSAFE),
        () -> "engine " + engineName() + " does not declare: unsafe");
    Files.createDirectories(directory());
    try (ChildJvm child =
        Child.start(conformance(), ChildTask.HOLD, directory(), Durability.UNSAFE)) {
      child.expect("open");
      child.kill();
    }
    for (Durability level : traits().durabilities()) {
      assertThatThrownBy(() -> open(directory(), level, false))
          .isInstanceOf(KvCorruptedException.class)
          .hasMessageContaining(directory().toString())
          .hasMessageContaining("rebuilt");
    }
    assertThatThrownBy(() -> open(directory(), level(), true))
        .isInstanceOf(KvCorruptedException.class);
  }
}
