package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.operations.Finding;
import dev.keygraph.operations.GraphOperations;
import dev.keygraph.operations.VerifyReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A verification finds whatever is not as the units say, and nothing in a sound store; the latter
 * is also checked after each test of the kit.
 */
abstract class VerifyTests extends KillTests {
  private static final Map<Character, String> PARTS =
      Map.ofEntries(
          Map.entry('A', "names"),
          Map.entry('C', "initials"),
          Map.entry('D', "definitions"),
          Map.entry('E', "statements"),
          Map.entry('F', "forward edges"),
          Map.entry('I', "unit paths"),
          Map.entry('K', "nodes by kind"),
          Map.entry('M', "counters and kinds"),
          Map.entry('N', "nodes"),
          Map.entry('P', "manifest"),
          Map.entry('R', "reverse edges"),
          Map.entry('S', "symbols"),
          Map.entry('U', "unit content"));

  private static final int HASH_START = 4;
  private static final int HASH_END = 36;

  /** Units of which some define the same, state the same, or are larger than a chunk. */
  static List<UnitContent> everyKindOfEntry() {
    List<UnitContent> units = new ArrayList<>(Units.versioned(5, 1));
    units.add(Units.large("large", 60, 3).build());
    units.add(
        UnitContent.builder("z/other")
            .define("unit1#f", NodeKind.TRAIT)
            .edge("shared#f", EdgeKind.CALLS, "unit0#f", Units.line(9))
            .edge("shared#f", EdgeKind.EXTENDS, "x".repeat(600))
            .build());
    return units;
  }

  private static void put(KvStore store, byte[] key, byte @Nullable [] value) {
    store.write(
        transaction -> {
          if (value == null) {
            transaction.delete(key);
          } else {
            transaction.put(key, value);
          }
          return true;
        });
  }

  private static byte[] flipped(byte[] bytes, int index) {
    byte[] flipped = bytes.clone();
    flipped[index] ^= 1;
    return flipped;
  }

  /** Returns the entries of a tag that are tried: the first, one of the middle, the last. */
  private static Map<byte[], byte[]> some(NavigableMap<byte[], byte[]> all, char tag) {
    List<byte[]> keys = new ArrayList<>();
    all.keySet().stream().filter(key -> key[0] == tag).forEach(keys::add);
    assertThat(keys).as("keys of tag " + tag).isNotEmpty();
    Map<byte[], byte[]> some = new TreeMap<>(Arrays::compareUnsigned);
    for (int index : new int[] {0, keys.size() / 2, keys.size() - 1}) {
      some.put(keys.get(index), all.get(keys.get(index)));
    }
    return some;
  }

  private static VerifyReport verify(TestGraph graph) {
    return GraphOperations.of(graph.store()).verify();
  }

  @Test
  final void eachDamagedEntryIsFoundInItsPart() {
    graph().importUnits(everyKindOfEntry().iterator(), ImportOptions.defaults());
    NavigableMap<byte[], byte[]> sound = entries(main());
    VerifyReport before = verify(main());
    assertThat(before.findings()).isEmpty();
    assertThat(before.units()).isEqualTo(everyKindOfEntry().size());
    KvStore store = main().store();
    for (char tag : PARTS.keySet()) {
      some(sound, tag)
          .forEach(
              (key, value) -> {
                put(store, key, null);
                expectFinding("deleted", tag, key);
                put(store, key, value);
                if (value.length > 0 && !isFormat(key)) {
                  int index = value.length / 2;
                  boolean inHash = tag == 'P' && index >= HASH_START && index < HASH_END;
                  put(store, key, flipped(value, inHash ? HASH_END : index));
                  expectFinding("flipped", tag, key);
                  put(store, key, value);
                }
                byte[] stray = flipped(Arrays.copyOf(key, key.length + 1), key.length - 1);
                put(store, stray, value);
                expectFinding("added", tag, stray);
                put(store, stray, null);
              });
    }
    assertThat(verify(main()).findings()).isEmpty();
  }

  private static boolean isFormat(byte[] key) {
    return new String(key, java.nio.charset.StandardCharsets.US_ASCII).equals("Mformat");
  }

  private void expectFinding(String what, char tag, byte[] key) {
    VerifyReport report = verify(main());
    assertThat(report.counts())
        .as("%s %s %s", what, tag, Arrays.toString(key))
        .containsKey(PARTS.get(tag));
    assertThat(report.findings()).extracting(Finding::part).contains(PARTS.get(tag));
  }

  @Test
  final void findingsNameTheirPlace() {
    writer().replaceUnit(Units.calling("src/a", "a#f", "b#g", 3));
    NavigableMap<byte[], byte[]> sound = entries(main());
    Map<Character, String> places = new LinkedHashMap<>();
    for (char tag : "FRNSUP".toCharArray()) {
      byte[] key = sound.keySet().stream().filter(each -> each[0] == tag).findFirst().orElseThrow();
      put(main().store(), key, null);
      places.put(tag, verify(main()).findings().toString());
      put(main().store(), key, sound.get(key));
    }
    assertThat(places.get('F')).contains("forward edges: a#f CALLS b#g: missing");
    assertThat(places.get('R')).contains("reverse edges: a#f CALLS b#g: missing");
    assertThat(places.get('N')).contains("nodes: a#f: missing");
    assertThat(places.get('S')).contains("symbols: a#f: missing");
    assertThat(places.get('U')).contains("unit content: src/a: ");
    assertThat(places.get('P')).contains("src/a");
  }

  @Test
  final void manyFindingsAreCountedAndTheFirstListed() {
    graph().importUnits(everyKindOfEntry().iterator(), ImportOptions.defaults());
    NavigableMap<byte[], byte[]> sound = entries(main());
    List<byte[]> reverse = sound.keySet().stream().filter(key -> key[0] == 'R').toList();
    main()
        .store()
        .write(
            transaction -> {
              reverse.forEach(transaction::delete);
              return true;
            });
    VerifyReport report = verify(main());
    assertThat(report.counts()).isEqualTo(Map.of("reverse edges", (long) reverse.size()));
    assertThat(report.count()).isEqualTo(reverse.size());
    assertThat(report.findings()).hasSizeBetween(1, 100);
    VerifyReport all = GraphOperations.of(main().store()).withListed(Integer.MAX_VALUE).verify();
    assertThat(all.findings()).hasSize(reverse.size()).doesNotHaveDuplicates();
    main()
        .store()
        .write(
            transaction -> {
              reverse.forEach(key -> transaction.put(key, new byte[0]));
              return true;
            });
  }

  @Test
  final void anotherFormatIsRefusedAndNoFinding() {
    writer().replaceUnit(Units.defining("a", "f"));
    byte[] key = "Mformat".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    put(main().store(), key, new byte[] {0, 0, 0, 9});
    assertThatThrownBy(() -> verify(main()))
        .isInstanceOf(KvWrongFormatException.class)
        .hasMessageContaining("9");
    put(main().store(), key, new byte[] {0, 0, 0, 1});
  }

  @Test
  final void aVerificationSeesOneVersionWhileOthersWrite() {
    AtomicBoolean done = new AtomicBoolean();
    writer().replaceUnit(Units.versioned("unit0", 1));
    try (Crew crew = new Crew()) {
      crew.start(
          "writer",
          () -> {
            while (!done.get()) {
              UnitChanges.Builder changes = UnitChanges.builder();
              Units.versioned(3, graph().version() + 1).forEach(changes::replace);
              writer().commit(changes.build());
            }
          });
      crew.start(
          "verifier",
          () -> {
            try {
              for (int i = 0; i < 5; i++) {
                long atLeast = graph().version();
                VerifyReport report = GraphOperations.of(main().store()).verify();
                assertThat(report.findings()).isEmpty();
                assertThat(report.version()).isGreaterThanOrEqualTo(atLeast);
                // It reads the store, which has a version before the graph announces it.
                graph().snapshotAtLeast(report.version(), Duration.ofMinutes(1)).close();
              }
            } finally {
              done.set(true);
            }
          });
    }
  }
}
