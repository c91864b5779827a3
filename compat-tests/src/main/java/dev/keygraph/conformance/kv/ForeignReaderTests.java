package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.Patience;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;

/** A store is read here while another process writes it, where the engine declares that. */
abstract class ForeignReaderTests extends LockTests {
  private static final long SEED = 31;
  private static final int TRANSACTIONS = 300;

  /** The states of a script, for a reader that sees them in order. */
  private static final class States {
    private final KillScript script = new KillScript(SEED);
    private final NavigableMap<byte[], byte[]> state = Bytes.map();
    private long number;

    /** Checks that a reader sees a whole state, none before those that were seen. */
    long check(KvReader reader) {
      long seen = KillScript.numberOf(reader);
      assertThat(seen).as("a state that was seen before").isGreaterThanOrEqualTo(number);
      while (number < seen) {
        script.apply(++number, state);
      }
      Entries.check("state " + seen, Entries.forward(reader), Entries.of(state));
      return seen;
    }
  }

  final void assumeForeignReaders() {
    assumeTrue(
        traits().foreignReaders(),
        () -> "engine " + engineName() + " does not declare: foreignReaders");
  }

  private ChildJvm writer(Durability durability) throws IOException {
    Files.createDirectories(directory());
    return Child.start(
        conformance(), ChildTask.WRITE, directory(), durability, Long.toString(SEED));
  }

  private static void commit(ChildJvm writer, int from, int transactions) {
    writer.send(Integer.toString(transactions));
    writer.expect("at " + (from + transactions));
  }

  @Test
  final void aReaderSeesAnotherProcessesCommitsWholeAndInOrder() throws Exception {
    assumeForeignReaders();
    try (ChildJvm writer = writer(level())) {
      writer.expect("at 0");
      commit(writer, 0, 10);
      KvStore reader = open(directory(), level(), true);
      States states = new States();
      try (KvSnapshot old = reader.snapshot()) {
        List<Entry> seen = Entries.checked(old);
        assertThat(states.check(old)).isEqualTo(10);
        for (int i = 10; i < 30; i++) {
          commit(writer, i, 1);
          assertThat(read(reader, states::check)).isEqualTo(i + 1);
        }
        writer.send(Integer.toString(TRANSACTIONS));
        for (long last = 0; last < 30 + TRANSACTIONS; ) {
          last = read(reader, states::check);
        }
        writer.expect("at " + (30 + TRANSACTIONS));
        Entries.check("the old snapshot", Entries.checked(old), seen);
      }
      assertThat(reader.statistics().bytesOnDisk()).isPositive();
      writer.send("close");
      writer.expect("closed");
      try (KvSnapshot snapshot = reader.snapshot()) {
        assertThat(states.check(snapshot)).isEqualTo(30 + TRANSACTIONS);
      }
      writer.expectSuccess();
    }
  }

  @Test
  final void aReaderOpensABusyStoreAgainAndAgain() throws Exception {
    assumeForeignReaders();
    try (ChildJvm writer = writer(level())) {
      writer.expect("at 0");
      writer.send("500");
      States states = new States();
      long last = 0;
      for (int i = 0; i < 30 || last < 500; i++) {
        try (KvStore reader = open(directory(), level(), true);
            KvSnapshot snapshot = reader.snapshot()) {
          last = states.check(snapshot);
        }
      }
      writer.expect("at 500");
    }
  }

  @Test
  final void readersOfOneProcessDoNotDisturbEachOther() throws Exception {
    assumeForeignReaders();
    try (ChildJvm writer = writer(level())) {
      writer.expect("at 0");
      commit(writer, 0, 10);
      KvStore first = open(directory(), level(), true);
      try (KvSnapshot old = first.snapshot()) {
        List<Entry> seen = Entries.checked(old);
        try (KvStore second = open(directory(), level(), true);
            KvSnapshot snapshot = second.snapshot()) {
          Entries.check("the same state", Entries.checked(snapshot), seen);
        }
        commit(writer, 10, 200);
        Entries.check("the old snapshot", Entries.checked(old), seen);
      }
    }
  }

  @Test
  final void aWriterThatIsKilledLeavesItsReadersWorking() throws Exception {
    assumeForeignReaders();
    States states = new States();
    int acknowledged;
    try (ChildJvm writer = writer(level())) {
      writer.expect("at 0");
      commit(writer, 0, 20);
      KvStore reader = open(directory(), level(), true);
      try (KvSnapshot old = reader.snapshot()) {
        List<Entry> seen = Entries.checked(old);
        writer.send("1000000");
        Patience.await("the writer goes on", () -> read(reader, KillScript::numberOf) >= 60);
        writer.kill();
        Entries.check("the old snapshot", Entries.checked(old), seen);
        acknowledged = (int) (long) read(reader, states::check);
      }
      try (KvStore another = open(directory(), level(), true)) {
        assertThat(read(another, states::check)).isEqualTo(acknowledged);
      }
      try (ChildJvm next = writer(level())) {
        next.expect("at " + acknowledged);
        commit(next, acknowledged, 50);
        assertThat(read(reader, states::check)).isEqualTo(acknowledged + 50);
      }
      reader.close();
    }
    try (KvStore reader = open(directory(), level(), true)) {
      assertThat(read(reader, states::check)).isEqualTo(acknowledged + 50);
    }
  }

  @Test
  final void anUnsafeWriterIsNoDamageWhileItLives() throws Exception {
    assumeForeignReaders();
    assumeTrue(
        traits().durabilities().contains(Durability.UNSAFE),
        () -> "engine " + engineName() + " does not declare: unsafe");
    try (ChildJvm writer = writer(Durability.UNSAFE)) {
      writer.expect("at 0");
      commit(writer, 0, 50);
      try (KvStore reader = open(directory(), level(), true)) {
        States states = new States();
        assertThat(read(reader, states::check)).isEqualTo(50);
        commit(writer, 50, 50);
        assertThat(read(reader, states::check)).isEqualTo(100);
      }
      writer.kill();
    }
    assertThatThrownBy(() -> open(directory(), level(), true))
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining("unsafe");
  }

  @Test
  final void withoutForeignReadersABusyStoreIsRefusedByName() throws Exception {
    assumePersistent();
    assumeFalse(
        traits().foreignReaders(), () -> "engine " + engineName() + " declares: foreignReaders");
    try (ChildJvm writer = writer(level())) {
      writer.expect("at 0");
      commit(writer, 0, 10);
      assertThatThrownBy(() -> open(directory(), level(), true))
          .isInstanceOf(KvLockedException.class)
          .hasMessageContaining(directory().toString())
          .hasMessageContaining("another process (pid " + writer.pid() + ")")
          .hasMessageContaining("the engine " + engineName() + " cannot");
      commit(writer, 10, 10);
      writer.send("close");
      writer.expect("closed");
      try (KvStore reader = open(directory(), level(), true)) {
        assertThat(read(reader, new States()::check)).isEqualTo(20);
      }
      writer.expectSuccess();
    }
  }
}
