package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.kv.KvLockedException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A store is written here while other processes read it, where the engine declares that. */
abstract class ForeignWriterTests extends ForeignReaderTests {
  private static final long SEED = 32;

  private final KillScript script = new KillScript(SEED);
  private long number;

  private void commit(int transactions) {
    for (int i = 0; i < transactions; i++) {
      long next = ++number;
      write(transaction -> script.apply(next, transaction));
    }
  }

  private ChildJvm reader() {
    return Child.start(conformance(), ChildTask.READ, directory(), level(), Long.toString(SEED));
  }

  /** Has a child look at its old snapshot and at a new one. */
  private void expectStates(ChildJvm reader, long old) {
    reader.send("look");
    reader.expect("old " + old + " new " + number);
  }

  @Test
  final void readersOfOtherProcessesKeepTheirSnapshots() throws Exception {
    assumeForeignReaders();
    commit(10);
    try (ChildJvm first = reader();
        ChildJvm second = reader()) {
      first.expect("at 10");
      second.expect("at 10");
      commit(150);
      expectStates(first, 10);
      expectStates(second, 10);
      first.kill();
      commit(150);
      expectStates(second, 10);
      second.send("close");
      second.expectSuccess();
    }
    commit(10);
    assertThat(read(reopen(), KillScript::numberOf)).isEqualTo(number);
  }

  @Test
  final void aWriterClosesAndOpensBesideItsReaders() throws Exception {
    assumeForeignReaders();
    commit(10);
    try (ChildJvm reader = reader()) {
      reader.expect("at 10");
      for (int i = 0; i < 3; i++) {
        reopen();
        commit(10);
        expectStates(reader, 10);
      }
      close();
      expectStates(reader, 10);
      reader.send("close");
      reader.expectSuccess();
    }
    assertThat(read(store(), KillScript::numberOf)).isEqualTo(number);
  }

  @Test
  final void aReaderThatIsKilledKeepsNothingAlive() throws Exception {
    assumeForeignReaders();
    commit(10);
    overwrite();
    long before = store().statistics().bytesOnDisk();
    try (ChildJvm reader = reader()) {
      reader.expect("at 10");
      reader.kill();
    }
    for (int i = 0; i < 4; i++) {
      overwrite();
    }
    assertThat(store().statistics().bytesOnDisk()).isLessThan(3 * before + 75_000_000);
  }

  /** Writes thirty megabytes to one place. */
  private void overwrite() {
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      put(store(), Bytes.of(1), Bytes.random(random, 300_000));
    }
  }

  @Test
  final void nothingIsReplacedUnderReadersOfOtherProcesses() throws Exception {
    assumeForeignReaders();
    commit(10);
    try (ChildJvm reader = reader()) {
      reader.expect("at 10");
      assertThatThrownBy(() -> RebuildTests.rebuild(store(), 1))
          .isInstanceOf(KvLockedException.class)
          .hasMessageContaining(directory().toString())
          .hasMessageContaining("read-only in another process");
      if (traits().compaction()) {
        store().compact();
      } else {
        assertThatThrownBy(() -> store().compact())
            .isInstanceOf(KvLockedException.class)
            .hasMessageContaining("read-only in another process");
      }
      commit(10);
      expectStates(reader, 10);
      reader.send("close");
      reader.expectSuccess();
    }
    store().compact();
    assertThat(read(store(), KillScript::numberOf)).isEqualTo(20);
    RebuildTests.rebuild(store(), 1);
    try (ChildJvm reader = reader()) {
      reader.expect("at 0");
    }
  }
}
