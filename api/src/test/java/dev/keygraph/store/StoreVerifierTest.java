package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.kv.memory.MemoryEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kit does not show: sorting beyond the memory, arbitrary damage, and cancellation. */
class StoreVerifierTest {
  private static final int UNITS = 3000;
  private static final long LITTLE_MEMORY = 1 << 18;

  private final KvStore store =
      KvStores.open(
          new MemoryEngine(),
          new StoreOptions(Path.of("nowhere"), Durability.UNSAFE, false, ConfigFactory.empty()));
  private final List<String> found = new ArrayList<>();
  private StoredGraph graph;

  @BeforeEach
  void open() {
    graph = StoredGraph.open(store);
  }

  @AfterEach
  void close() {
    graph.close();
  }

  private void fill(int units) {
    List<UnitContent> contents = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      UnitContent.Builder unit = UnitContent.builder("src/Unit" + i);
      for (int j = 0; j < 8; j++) {
        unit.define("p/Type" + i + "#method" + j, NodeKind.FUNCTION);
        unit.edge("p/Type" + i + "#method" + j, EdgeKind.CALLS, "p/Type" + i * j % units + "#m");
        unit.edge("p/Shared#m" + j, EdgeKind.USES, "p/Type" + i % 10 + "#method0");
      }
      contents.add(unit.build());
    }
    graph.importUnits(contents.iterator(), ImportOptions.defaults());
  }

  private synchronized void add(String part, String place, String problem) {
    found.add(part + ": " + place + ": " + problem);
  }

  private StoreVerifier.Counts verify(long memoryBytes) {
    return StoreVerifier.verify(store, memoryBytes, this::add, KvProgress.SILENT);
  }

  @Test
  void whatDoesNotFitIntoMemoryIsSortedInFiles() {
    fill(UNITS);
    StoreVerifier.Counts counts = verify(LITTLE_MEMORY);
    assertThat(found).isEmpty();
    assertThat(counts.units()).isEqualTo(UNITS);
    assertThat(counts.edges()).isEqualTo(graph.statistics().edges());
    byte[] unit = {'I', 0, 0, 0, 9};
    String path = readPath(unit);
    store.write(
        transaction -> {
          transaction.delete(unit);
          return true;
        });
    verify(LITTLE_MEMORY);
    assertThat(found).containsExactly("unit paths: " + path + ": missing");
  }

  private String readPath(byte[] key) {
    try (KvSnapshot snapshot = store.snapshot()) {
      return new String(Objects.requireNonNull(snapshot.get(key)), StandardCharsets.UTF_8);
    }
  }

  @Test
  void arbitraryDamageIsFoundAndNeverAFailure() {
    fill(20);
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      byte[] key = new byte[1 + random.nextInt(16)];
      random.nextBytes(key);
      key[0] = (byte) "ACDEFIKMNPRSUZ".charAt(random.nextInt(14));
      if (random.nextBoolean() && key.length > 2) {
        // Ids that exist begin so.
        key[1] = 0;
        key[2] = 0;
      }
      byte[] value = new byte[random.nextInt(60)];
      random.nextBytes(value);
      store.write(
          transaction -> {
            transaction.put(key, value);
            return true;
          });
      found.clear();
      verify(1 << 20);
      assertThat(found).isNotEmpty();
    }
  }

  @Test
  void whatProgressThrowsEndsIt() {
    fill(20);
    RuntimeException enough = new RuntimeException("enough");
    for (String at : List.of("reading", "comparing")) {
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(
              () ->
                  StoreVerifier.verify(
                      store,
                      1 << 20,
                      this::add,
                      (task, done, total, unit) -> {
                        if (task.equals(at)) {
                          throw enough;
                        }
                      }))
          .isSameAs(enough);
    }
    assertThat(store.statistics().details()).containsEntry("open-snapshots", 0L);
  }
}
