package dev.keygraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.KeyGraph;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keeper's commands from end to end, in this process. */
final class OperationsTest {
  private static final int PAGE = 4096;

  @TempDir Path directory;

  private Path store;

  @BeforeEach
  void create() {
    store = directory.resolve("graph");
    try (Graph graph = KeyGraph.open(store, "lmdb")) {
      for (int i = 0; i < 20; i++) {
        graph
            .writer()
            .replaceUnit(
                UnitContent.builder("Unit" + i)
                    .define("Type" + i + "#f", NodeKind.FUNCTION)
                    .edge("Type" + i + "#f", EdgeKind.CALLS, "Type0#f")
                    .build());
      }
    }
  }

  /** Deletes the entries that begin with some bytes. */
  private void damage(char tag, int... bytes) {
    byte[] start = new byte[1 + bytes.length];
    start[0] = (byte) tag;
    for (int i = 0; i < bytes.length; i++) {
      start[i + 1] = (byte) bytes[i];
    }
    KvEngine engine = KvEngines.named("lmdb");
    try (KvStore open = KvStores.open(engine, options())) {
      open.write(
          transaction -> {
            List<byte[]> keys = new ArrayList<>();
            transaction.scan(
                start,
                null,
                dev.keygraph.kv.ScanDirection.FORWARD,
                (key, value) -> {
                  boolean same = dev.keygraph.kv.KvViews.startsWith(key, start);
                  if (same) {
                    keys.add(key.toByteArray());
                  }
                  return same;
                });
            keys.forEach(transaction::delete);
            return keys.size();
          });
    }
  }

  private dev.keygraph.kv.StoreOptions options() {
    return new dev.keygraph.kv.StoreOptions(
        store,
        dev.keygraph.kv.Durability.DURABLE,
        false,
        com.typesafe.config.ConfigFactory.defaultReference().getConfig("keygraph.engines.lmdb"));
  }

  private CommandRun run(String... arguments) {
    return CommandRun.on(store, arguments);
  }

  @Test
  void aSoundStoreIsCalledSound() {
    CommandRun run = run("verify");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsPattern(": sound, version 20: 20 units, 20 nodes, 20 edges, [0-9]+ entries in");
    assertThat(run.err()).isEmpty();
    CommandRun json = run("verify", "--json");
    assertThat(json.code()).isZero();
    assertThat(json.out()).contains("\"sound\" : true", "\"total\" : 0", "\"complete\" : true");
  }

  @Test
  void whatIsWrongIsCountedAndNamedAndTheCodeIsOne() {
    damage('R');
    damage('S', 'T', 'y', 'p', 'e', '7');
    CommandRun run = run("verify", "--limit", "3");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines())
        .startsWith("  20  reverse edges", "   1  symbols")
        .anyMatch(line -> line.matches("reverse edges  Type[0-9]+#f CALLS Type0#f  missing"))
        .anyMatch(line -> line.equals("… 18 more"))
        .anyMatch(line -> line.contains(": 21 findings, version 20"));
    CommandRun json = run("verify", "--json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.out())
        .contains("\"reverse edges\" : 20", "\"place\" : \"Type7#f\"", "\"problem\" : \"missing\"");
  }

  @Test
  void allThatIsWrongIsListedWhereThatIsAskedFor() {
    try (Graph graph = KeyGraph.open(store, "lmdb")) {
      UnitContent.Builder wide = UnitContent.builder("Wide").define("Wide#f", NodeKind.FUNCTION);
      for (int i = 0; i < 130; i++) {
        wide.edge("Wide#f", EdgeKind.CALLS, "Callee" + i + "#f");
      }
      graph.writer().replaceUnit(wide.build());
    }
    damage('R');
    assertThat(run("verify", "--limit", "0").out().lines())
        .filteredOn(line -> line.startsWith("reverse edges  "))
        .hasSize(150);
    assertThat(run("verify").out().lines())
        .filteredOn(line -> line.startsWith("reverse edges  "))
        .hasSize(100);
    assertThat(run("verify", "--limit", "0", "--json").out())
        .contains("\"total\" : 150", "\"complete\" : true");
  }

  @Test
  void aStoreThatCannotBeOpenedIsAFinding() throws IOException {
    Files.writeString(store.resolve("keygraph.store"), "?");
    CommandRun run = run("verify");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("1  store", "keygraph.store");
    assertThat(run.out().lines().toList())
        .hasSize(3)
        .endsWith(store + ": damaged, so that nothing in it was compared");
    CommandRun json = run("verify", "--json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.out()).contains("\"sound\" : false", "\"entries\" : 0");
  }

  @Test
  void pagesThatWouldEndTheProcessAreNamed() throws IOException {
    Path data = dataFile();
    byte[] content = Files.readAllBytes(data);
    for (int page = 2 * PAGE; page < content.length; page += PAGE) {
      // Where its entries begin and end.
      Arrays.fill(content, page + 12, page + 16, (byte) 0xF0);
    }
    Files.write(data, content);
    CommandRun run = run("verify");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).containsPattern("1  store").containsPattern("page [0-9]+ of .*data.mdb");
    assertThat(run("verify", "--json").out()).contains("\"sound\" : false", "data.mdb");
    Path target = directory.resolve("repaired");
    for (String command : List.of("repair " + target, "migrate --to sqlite")) {
      CommandRun other = run(command.split(" "));
      assertThat(other.code()).as(command).isEqualTo(3);
      assertThat(other.err()).as(command).containsPattern("page [0-9]+ of .*data.mdb");
    }
    assertThat(KvStores.engineOf(target)).isEmpty();
  }

  private Path dataFile() throws IOException {
    try (java.util.stream.Stream<Path> files = Files.walk(store)) {
      return files.filter(file -> file.endsWith("data.mdb")).findFirst().orElseThrow();
    }
  }

  @Test
  void aRepairedStoreIsSoundAndTheOldOneIsAsItWas() {
    damage('R');
    damage('F');
    Path target = directory.resolve("repaired");
    CommandRun run = run("repair", target.toString(), "--to-engine", "sqlite");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("repaired (sqlite): 20 units kept, 0 lost in ");
    assertThat(CommandRun.on(target, "verify").code()).isZero();
    assertThat(run("verify").code()).isEqualTo(1);
    CommandRun again = run("repair", target.toString());
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.err()).contains(target.toString());
  }

  @Test
  void aRepairReadsAroundADamagedPage() throws IOException {
    Path data = dataFile();
    byte[] sound = Files.readAllBytes(data);
    int complete = 0;
    int incomplete = 0;
    for (int page = 0; page < sound.length / PAGE; page++) {
      byte[] content = sound.clone();
      Arrays.fill(content, page * PAGE, (page + 1) * PAGE, (byte) 0);
      Files.write(data, content);
      Path target = directory.resolve("repaired" + page);
      CommandRun run = run("repair", target.toString());
      assertThat(run.err()).isEmpty();
      assertThat(CommandRun.on(target, "verify").code()).isZero();
      if (!run.out().contains("damaged place")) {
        assertThat(run.code()).isZero();
      } else if (run.code() == 0) {
        complete++;
        assertThat(run.out()).contains(": 20 units kept, 0 lost, of files with 1 damaged place");
      } else {
        incomplete++;
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("files  page " + page + "  ");
      }
      assertThat(Files.readAllBytes(data)).isEqualTo(content);
    }
    assertThat(complete).isPositive();
    assertThat(incomplete).isPositive();
  }

  @Test
  void aRepairNamesTheUnitsThatAreLost() {
    damage('U', 0, 0, 0, 3);
    Path target = directory.resolve("repaired");
    CommandRun run = run("repair", target.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("1  unit content", "unit content  Unit2  ", "19 units kept, 1 lost");
    assertThat(CommandRun.on(target, "verify").code()).isZero();
    CommandRun json = run("repair", directory.resolve("other").toString(), "--json");
    assertThat(json.out()).contains("\"lost\" : 1", "\"place\" : \"Unit2\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"backup", "backup.zip"})
  void aBackupIsRestored(String name) {
    Path backup = directory.resolve(name);
    CommandRun run = run("backup", backup.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("(lmdb, version 20): 20 units, 20 nodes, 20 edges");
    assertThat(run("restore", backup.toString(), "--check").out()).contains("as it was");
    Path restored = directory.resolve("restored");
    CommandRun restore = CommandRun.on(restored, "restore", backup.toString(), "--json");
    assertThat(restore.code()).isZero();
    assertThat(restore.out()).contains("\"version\" : 20", "\"engine\" : \"lmdb\"");
    assertThat(CommandRun.on(restored, "verify").out()).contains("sound, version 20");
    CommandRun again = run("backup", backup.toString());
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.err()).contains(backup.toString());
    CommandRun over = CommandRun.on(restored, "restore", backup.toString());
    assertThat(over.code()).isEqualTo(3);
    assertThat(over.err()).contains("not empty");
    assertThat(CommandRun.on(restored, "restore", backup.toString(), "--over").code()).isZero();
    assertThat(CommandRun.on(restored, "verify").code()).isZero();
  }

  @Test
  void aDamagedBackupIsNotRestored() throws IOException {
    Path backup = directory.resolve("backup.zip");
    run("backup", backup.toString());
    byte[] content = Files.readAllBytes(backup);
    Files.write(backup, java.util.Arrays.copyOf(content, content.length / 2));
    Path restored = directory.resolve("restored");
    CommandRun run = CommandRun.on(restored, "restore", backup.toString());
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("use another backup");
    assertThat(CommandRun.on(restored, "stats").code()).isEqualTo(3);
  }

  @Test
  void aStoreIsMigrated() {
    CommandRun run = run("migrate", "--to", "sqlite");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).containsPattern("lmdb -> sqlite, [0-9]+ entries, .* -> .* in ");
    assertThat(run("verify").code()).isZero();
    assertThat(run("stats", "--json").out()).contains("\"engine\" : \"sqlite\"");
    assertThat(run("migrate", "--to", "lmdb", "--json").out()).contains("\"from\" : \"sqlite\"");
    CommandRun same = run("migrate", "--to", "lmdb");
    assertThat(same.code()).isEqualTo(3);
    assertThat(same.err()).contains("already");
    CommandRun other = run("stats", "--engine", "sqlite");
    assertThat(other.err()).contains("keygraph migrate --store " + store + " --to sqlite");
  }

  @Test
  void longWorkShowsHowFarItIsOnATerminalOnly() {
    List<String> commands =
        List.of(
            "verify",
            "backup " + directory.resolve("copy"),
            "repair " + directory.resolve("repaired"),
            "migrate --to sqlite",
            "migrate --to lmdb");
    for (String command : commands) {
      CommandRun run = CommandRun.on(store, true, Map.of(), command.split(" "));
      assertThat(run.code()).as(command).isZero();
      // What was shown is wiped out in the end.
      assertThat(run.err()).as(command).startsWith("\r").endsWith("\r\u001b[K");
      assertThat(run.err().replaceAll("[\r\u001b]", " ")).as(command).containsPattern("[a-z]{5}");
    }
    assertThat(run("migrate", "--to", "sqlite").err()).isEmpty();
  }

  @Test
  void aChangedEngineMigratesWhereTheConfigurationSaysSo() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("my.conf"),
            "keygraph { engine = xodus, on-engine-change = migrate }",
            StandardCharsets.UTF_8);
    Path source = Files.createDirectory(directory.resolve("classes"));
    CommandRun run = run("index", source.toString(), "--config", file.toString());
    assertThat(run.code()).isZero();
    assertThat(run("stats", "--json").out()).contains("\"engine\" : \"xodus\"");
    assertThat(run("verify").code()).isZero();
    Files.writeString(file, "keygraph.on-engine-change = sometimes");
    CommandRun wrong = run("stats", "--config", file.toString());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("refuse, migrate", "sometimes");
  }

  @Test
  void aCompactionSaysTheSizesBeforeAndAfter() {
    CommandRun run = run("compact");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).containsPattern("\\(lmdb\\): [0-9.]+ kB -> [0-9.]+ kB in ");
    assertThat(run("compact", "--json").out()).contains("\"bytesBefore\"", "\"bytesAfter\"");
    assertThat(run("verify").code()).isZero();
  }

  @Test
  void aStoreThatIsNotThereIsNotMade() {
    Path nowhere = directory.resolve("nowhere");
    Path empty = directory.resolve("empty");
    for (String command : List.of("verify", "compact", "migrate --to sqlite", "backup x.zip")) {
      CommandRun run = CommandRun.on(nowhere, command.split(" "));
      assertThat(run.code()).as(command).isEqualTo(3);
      assertThat(run.err()).contains("there is no store in " + nowhere);
      assertThat(nowhere).doesNotExist();
    }
    assertThat(empty.toFile().mkdir()).isTrue();
    assertThat(CommandRun.on(empty, "compact").code()).isEqualTo(3);
    assertThat(empty).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"repair", "backup", "restore", "migrate", "verify x", "migrate --to"})
  void wrongUsageIsCodeTwo(String arguments) {
    CommandRun run = run(arguments.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isNotBlank().doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "repair", "backup", "restore", "migrate", "compact"})
  void everyCommandHasHelp(String command) {
    CommandRun run = run(command, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("keygraph " + command, "--store", "--json");
  }
}
