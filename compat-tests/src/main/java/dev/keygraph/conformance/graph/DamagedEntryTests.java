package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.GraphWriter;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvStore;
import dev.keygraph.operations.GraphOperations;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * An entry that no graph would have, in a store that the engine takes for a sound one: the answers
 * are as {@link DamagedAnswers} says, a write has its effect or fails by name, and so does a
 * verification.
 */
abstract class DamagedEntryTests extends ForeignGraphTests {
  private static final int CASES = Integer.getInteger("keygraph.conformance.damages", 30);
  private static final long HOT_BYTES = 1 << 20;
  private static final int NEXT_NODE_OFFSET = 8;

  @Test
  final void aDamagedEntryIsNamedFoundOrHarmless() {
    List<UnitContent> units = VerifyTests.everyKindOfEntry();
    Facts facts = new Facts(units);
    graph().importUnits(units.iterator(), ImportOptions.defaults());
    KvStore store = main().store();
    NavigableMap<byte[], byte[]> sound = entries(main());
    long seed = Seeds.next();
    for (int i = 0; i < CASES; i++) {
      EntryDamage damage = EntryDamage.any(sound, new SplittableRandom(seed + i));
      damage.applyTo(store);
      try {
        ask(store, 0, facts);
        ask(store, HOT_BYTES, facts);
        write(store);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed %d: %s: %s".formatted(seed + i, damage, e), e);
      }
      KeyCheck.restore(store, sound);
    }
    checkUnits(units);
  }

  /** Its checksum and its counts are right: only the unit is another one. */
  @Test
  final void contentOfAnotherUnitIsRefused() {
    List<UnitContent> units = VerifyTests.everyKindOfEntry();
    graph().importUnits(units.iterator(), ImportOptions.defaults());
    KvStore store = main().store();
    NavigableMap<byte[], byte[]> sound = entries(main());
    byte[] record = "Punit1\0\0".getBytes(StandardCharsets.US_ASCII);
    byte[] otherRecord = valueOf(sound, "Punit2\0\0".getBytes(StandardCharsets.US_ASCII));
    byte[] content = contentKey(valueOf(sound, record));
    byte[] otherContent = valueOf(sound, contentKey(otherRecord));
    expectRefused(store, new EntryDamage(content, content, otherContent));
    KeyCheck.restore(store, sound);
    byte[] otherId = valueOf(sound, record).clone();
    System.arraycopy(otherRecord, 0, otherId, 0, Integer.BYTES);
    expectRefused(store, new EntryDamage(record, record, otherId));
    KeyCheck.restore(store, sound);
    checkUnits(units);
  }

  /** Returns the key of the first piece of a unit whose entry in the manifest this is. */
  private static byte[] contentKey(byte[] record) {
    return ByteBuffer.allocate(1 + 3 * Integer.BYTES)
        .put((byte) 'U')
        .put(record, 0, Integer.BYTES)
        .array();
  }

  private static byte[] valueOf(NavigableMap<byte[], byte[]> entries, byte[] key) {
    return Objects.requireNonNull(entries.get(key));
  }

  private void expectRefused(KvStore store, EntryDamage damage) {
    damage.applyTo(store);
    try (GraphSnapshot snapshot = graph().snapshot()) {
      assertThatThrownBy(() -> snapshot.unitContent("unit1"))
          .isInstanceOf(KvCorruptedException.class)
          .hasMessageContaining("unit1")
          .hasMessageContaining(store.directory().toString());
    }
  }

  /** What takes memory by the highest id must not end the process where that is damaged. */
  @Test
  final void aCounterOfIdsThatIsMuchTooHighCostsTheHotTierAtMost() {
    List<UnitContent> units = VerifyTests.everyKindOfEntry();
    graph().importUnits(units.iterator(), ImportOptions.defaults());
    KvStore store = main().store();
    NavigableMap<byte[], byte[]> sound = entries(main());
    byte[] key = "Mstate".getBytes(StandardCharsets.US_ASCII);
    byte[] damaged = valueOf(sound, key).clone();
    ByteBuffer.wrap(damaged).putInt(NEXT_NODE_OFFSET, Integer.MAX_VALUE);
    new EntryDamage(key, key, damaged).applyTo(store);
    ask(store, HOT_BYTES, new Facts(units));
    KeyCheck.restore(store, sound);
    checkUnits(units);
  }

  /** Opens a graph in a store that stays open. */
  private Graph open(KvStore store, long hotBytes) {
    KvStore lent = LentStore.of(store);
    return hotBytes > 0 ? hotGraph(lent, hotBytes) : graph(lent);
  }

  private void ask(KvStore store, long hotBytes, Facts facts) {
    try (Graph graph = open(store, hotBytes)) {
      assertThat(DamagedAnswers.wrong(graph, store, facts)).isEmpty();
    } catch (KvException named) {
      assertThat(named).hasMessageContaining(store.directory().toString());
    }
  }

  private void write(KvStore store) {
    List<Consumer<GraphWriter>> writes =
        List.of(
            writer -> writer.replaceUnit(Units.versioned("unit1", 2)),
            writer -> writer.putEdge(null, "shared#f", EdgeKind.CALLS, "unit2#f", Attributes.EMPTY),
            writer -> writer.removeUnit("unit3"),
            writer -> writer.replaceUnit(Units.large("large", 50, 2).build()),
            writer ->
                writer.commit(
                    UnitChanges.builder()
                        .replace(Units.versioned("unit0", 3))
                        .retainOnly(Set.of("unit0"))
                        .build()));
    for (Consumer<GraphWriter> write : writes) {
      try (Graph graph = open(store, HOT_BYTES)) {
        write.accept(graph.writer());
      } catch (KvException named) {
        assertThat(named).hasMessageContaining(store.directory().toString());
      }
    }
    try {
      assertThat(GraphOperations.of(store).verify().findings()).isNotNull();
    } catch (KvException named) {
      assertThat(named).hasMessageContaining(store.directory().toString());
    }
  }
}
