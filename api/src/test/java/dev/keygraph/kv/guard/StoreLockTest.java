package dev.keygraph.kv.guard;

import static dev.keygraph.kv.guard.Stores.keys;
import static dev.keygraph.kv.guard.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.KvStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class StoreLockTest extends GuardTest {

  /** Opens a store, says so, and keeps it open until its input ends. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      boolean readOnly = !arguments[1].equals("write");
      StrictEngine engine = new StrictEngine();
      engine.foreignReaders = arguments[1].equals("read beside");
      try (KvStore store =
          Stores.open(engine, Path.of(arguments[0]), Durability.DURABLE, readOnly)) {
        System.out.println("open " + keys(store));
        System.in.readAllBytes();
      } catch (KvException e) {
        System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
      }
    }
  }

  private Process hold(String mode) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            directory().toString(),
            mode)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    return String.valueOf(output.readLine());
  }

  private KvStore open(boolean readOnly) {
    return Stores.open(engine, directory(), Durability.DURABLE, readOnly);
  }

  @Test
  void aStoreIsOpenForWritingOnceInAProcess() throws IOException {
    Path link = temporary.resolve("link");
    try (KvStore store = open()) {
      put(store, "a");
      Files.createSymbolicLink(link, directory());
      assertThatThrownBy(() -> Stores.open(engine, link))
          .isInstanceOf(KvLockedException.class)
          .hasMessageContaining("strict")
          .hasMessageContaining(link.toString())
          .hasMessageContaining("this process");
      assertThatThrownBy(() -> open(true)).isInstanceOf(KvLockedException.class);
      put(store, "b");
    }
    try (KvStore store = open(true)) {
      assertThat(keys(store)).containsExactly("a", "b");
    }
  }

  @Test
  void aRefusedOpeningDoesNotFreeTheLockForOtherProcesses() throws Exception {
    try (KvStore store = open()) {
      assertThatThrownBy(this::open).isInstanceOf(KvLockedException.class);
      Process other = hold("write");
      assertThat(firstLine(other))
          .startsWith("KvLockedException")
          .contains("pid " + ProcessHandle.current().pid())
          .contains(directory().toString());
      assertThat(other.waitFor()).isZero();
      put(store, "a");
    }
  }

  @Test
  void readersOfOneProcessShareTheLockToTheLast() throws Exception {
    open().close();
    KvStore first = open(true);
    KvStore second = open(true);
    first.close();
    Process writer = hold("write");
    assertThat(firstLine(writer)).startsWith("KvLockedException");
    Process reader = hold("read-only");
    assertThat(firstLine(reader)).isEqualTo("open []");
    second.close();
    assertThatThrownBy(this::open)
        .isInstanceOf(KvLockedException.class)
        .hasMessageContaining("another process");
    reader.getOutputStream().close();
    assertThat(reader.waitFor()).isZero();
    open().close();
  }

  @Test
  void aDeadProcessHoldsNothing() throws Exception {
    Process holder = hold("write");
    assertThat(firstLine(holder)).isEqualTo("open []");
    assertThatThrownBy(this::open)
        .isInstanceOf(KvLockedException.class)
        .hasMessageContaining("pid " + holder.pid());
    holder.destroyForcibly().waitFor();
    try (KvStore store = open()) {
      put(store, "a");
    }
  }

  @Test
  void aReaderBesideAWriterKeepsItsFiles() throws Exception {
    engine.foreignReaders = true;
    KvStore store = open();
    put(store, "a");
    Process reader = hold("read beside");
    assertThat(firstLine(reader)).isEqualTo("open [a]");
    put(store, "b");
    assertThatThrownBy(() -> store.rebuild(loader -> {}, snapshots -> {}))
        .isInstanceOf(KvLockedException.class)
        .hasMessageContaining(directory().toString())
        .hasMessageContaining("read-only in another process");
    assertThat(keys(store)).containsExactly("a", "b");
    store.close();
    assertThatThrownBy(() -> StoreRestore.replace("strict", directory(), generation -> {}))
        .isInstanceOf(KvLockedException.class)
        .hasMessageContaining("read-only in another process");
    try (KvStore again = open()) {
      put(again, "c");
      reader.getOutputStream().close();
      assertThat(reader.waitFor()).isZero();
      again.rebuild(loader -> {}, snapshots -> {});
      assertThat(keys(again)).isEmpty();
    }
  }

  @Test
  void nobodyReadsWhatIsBeingReplaced() throws Exception {
    engine.foreignReaders = true;
    try (KvStore store = open()) {
      put(store, "a");
      store.rebuild(
          loader -> {
            try {
              assertThat(firstLine(hold("read beside")))
                  .startsWith("KvLockedException")
                  .contains(
                      "being replaced by another process (pid " + ProcessHandle.current().pid());
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          },
          snapshots -> {});
      Process reader = hold("read beside");
      assertThat(firstLine(reader)).isEqualTo("open []");
      reader.destroyForcibly().waitFor();
      store.rebuild(loader -> {}, snapshots -> {});
    }
  }

  @Test
  void aCopyThatAReaderMakesIsNotClearedAway() throws Exception {
    engine.foreignReaders = true;
    open().close();
    Path copy = Files.createDirectory(directory().resolve("backup-1"));
    Process reader = hold("read beside");
    assertThat(firstLine(reader)).isEqualTo("open []");
    open().close();
    assertThat(copy).exists();
    reader.destroyForcibly().waitFor();
    open().close();
    assertThat(copy).doesNotExist();
  }
}
