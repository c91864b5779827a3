package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeStatement;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.kv.ScanDirection;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.kv.memory.MemoryEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The format, byte by byte: {@code format-1.txt} has every layout, a key and a value to a line, in
 * hexadecimal; an empty value is left out. What it says is never changed; a new format gets a file
 * beside it.
 */
class FormatTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String LONG = "long/" + "x".repeat(450);

  @TempDir Path directory;

  /** Replaced in this order. */
  private static List<UnitContent> units() {
    return List.of(
        UnitContent.builder("b.src")
            .hash(ContentHash.of("b".getBytes(StandardCharsets.UTF_8)))
            .define("p/HashMap", NodeKind.STRUCT, Attributes.builder().lines(1, 70).build())
            .define(
                "p/HashMap#put(I)V",
                NodeKind.FUNCTION,
                Attributes.builder()
                    .file("f")
                    .visibility("public")
                    .signature("put")
                    .put(Attributes.MODIFIERS, "final")
                    .put("own", "007")
                    .build())
            .edge("p/HashMap", EdgeKind.DEFINES, "p/HashMap#put(I)V")
            .edge(
                "p/HashMap#put(I)V",
                EdgeKind.CALLS,
                "q/Missing#m()V",
                Attributes.builder().line(1 << 20).build())
            .build(),
        UnitContent.builder("a.src")
            .define("p/HashMap", NodeKind.TRAIT)
            .edge("p/HashMap#put(I)V", EdgeKind.CALLS, "q/Missing#m()V")
            .edge("", new EdgeKind("\u00E9"), "\0\uD800\uD83D\uDE00")
            .build(),
        UnitContent.builder(LONG).define(LONG, NodeKind.MODULE).build(),
        UnitContent.builder("nothing").build());
  }

  private StoreOptions options(String name) {
    return new StoreOptions(
        directory.resolve(name), Durability.UNSAFE, false, ConfigFactory.empty());
  }

  private KvStore store(String name) {
    return KvStores.open(new MemoryEngine(), options(name));
  }

  private static List<String> golden() throws IOException {
    try (InputStream in = FormatTest.class.getResourceAsStream("format-1.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  private static List<String> dump(KvStore store) {
    List<String> lines = new ArrayList<>();
    try (KvSnapshot snapshot = store.snapshot()) {
      snapshot.scan(
          new byte[0],
          null,
          ScanDirection.FORWARD,
          (key, value) ->
              lines.add(
                  (HEX.formatHex(key.toByteArray()) + " " + HEX.formatHex(value.toByteArray()))
                      .strip()));
    }
    return lines;
  }

  @Test
  void theSameUnitsAreTheSameBytes() throws IOException {
    KvStore store = store("fresh");
    try (StoredGraph graph = StoredGraph.open(store)) {
      units().forEach(graph.writer()::replaceUnit);
      assertThat(String.join("\n", dump(store))).isEqualTo(String.join("\n", golden()));
    }
  }

  @Test
  void theBytesOpenAndAnswer() throws IOException {
    KvStore store = store("old");
    List<String> lines = golden();
    store.write(
        transaction -> {
          for (String line : lines) {
            String[] entry = line.split(" ", 2);
            transaction.put(
                HEX.parseHex(entry[0]), HEX.parseHex(entry.length == 1 ? "" : entry[1]));
          }
          return Boolean.TRUE;
        });
    try (StoredGraph graph = StoredGraph.open(store);
        GraphSnapshot snapshot = graph.snapshot()) {
      assertThat(snapshot.version()).isEqualTo(4);
      for (UnitContent unit : units()) {
        assertThat(snapshot.unitContent(unit.path())).contains(unit);
      }
      int map = snapshot.node("p/HashMap");
      int put = snapshot.node("p/HashMap#put(I)V");
      int missing = snapshot.node("q/Missing#m()V");
      assertThat(snapshot.kind(map)).isEqualTo(NodeKind.TRAIT);
      assertThat(snapshot.definitions(map)).hasSize(2);
      assertThat(snapshot.attributes(put).get("own")).contains("007");
      assertThat(snapshot.kind(missing)).isEqualTo(NodeKind.UNRESOLVED);
      assertThat(snapshot.edgeStatements(put, EdgeKind.CALLS, missing))
          .containsExactly(
              new EdgeStatement("a.src", Attributes.EMPTY),
              new EdgeStatement("b.src", Attributes.builder().line(1 << 20).build()));
      assertThat(snapshot.nodesMatchingCamelCase("HMP", node -> node != put)).isFalse();
      assertThat(snapshot.nodesNamed("put", node -> node != put)).isFalse();
      assertThat(snapshot.symbol(snapshot.node(LONG))).isEqualTo(LONG);
      graph.writer().replaceUnit(units().get(0).toBuilder().removeEdgesFrom("p/HashMap").build());
    }
  }

  @Test
  void anotherFormatIsRefused() {
    KvStore store = store("newer");
    store.write(
        transaction -> {
          transaction.put("Mformat".getBytes(StandardCharsets.UTF_8), new byte[] {0, 0, 0, 2});
          return Boolean.TRUE;
        });
    assertThatExceptionOfType(KvWrongFormatException.class)
        .isThrownBy(() -> StoredGraph.open(store))
        .withMessageContaining("format 2");
  }
}
