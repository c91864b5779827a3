package dev.keygraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keygraph.KeyGraph;
import dev.keygraph.cli.index.Compiler;
import dev.keygraph.cli.terminal.Terminal;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command from end to end, in this process. */
final class CommandLineTest {
  @TempDir static Path directory;

  private static Path store;
  private static Path classes;

  @BeforeAll
  static void index() throws IOException {
    classes = Files.createDirectory(directory.resolve("classes"));
    store = directory.resolve("graph");
    Compiler.compile(
        classes,
        "shop/Shop.java",
        """
        package shop;
        public class Shop {
          private final Basket basket = new Basket();
          public int checkOut(int customer) {
            return basket.total() + fee();
          }
          int fee() { return 1; }
          int even(int n) { return n == 0 ? 1 : odd(n - 1); }
          int odd(int n) { return n == 0 ? 0 : even(n - 1); }
          void fee(String reason) {}
        }
        class Basket implements Priced {
          int cents;
          public int total() { return cents; }
        }
        class Voucher extends Basket {
          public int total() { return super.total() - 1; }
        }
        interface Priced { int total(); }
        class Gift extends Voucher {
          int wrapped() { return total(); }
          void pay() {}
          void payLater() {}
        }
        """);
    CommandRun run = run("index", classes.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("5 class files", "5 added, 0 changed", "5 units");
  }

  @Test
  void indexingAgainSaysThatNothingChanged() {
    CommandRun run = run("index", classes.toString());
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("0 added, 0 changed, 5 unchanged, 0 removed");
  }

  @Test
  void whatIsSkippedIsNamedAndTheCodeIsOne() throws IOException {
    Path broken = Files.createDirectory(directory.resolve("broken"));
    Files.writeString(broken.resolve("X.class"), "no");
    CommandRun run = run("index", broken.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines("skipped: broken/X.class: not a class file\n");
    assertThat(run("index", "--json", broken.toString()).out())
        .contains("\"reason\" : \"not a class file\"");
  }

  @ParameterizedTest
  @CsvSource({
    "shop/Shop#checkOut(I)I",
    "shop.Shop#checkOut(int)",
    "shop.Shop.checkOut",
    "Shop.checkOut",
    "Shop#checkOut(int)",
    "checkOut",
    "SCO",
    "checkO",
  })
  void symbolsMayBeGivenLoosely(String text) {
    CommandRun run = run("callees", text);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("shop.Shop#checkOut(int)  Shop.java:5")
        .contains("2 callees", "shop.Basket#total()", "shop.Shop#fee()");
  }

  @Test
  void initialsOfAWholeNameGoBeforeThoseOfItsBeginning() {
    assertThat(run("find", "GPay").out()).contains("Gift#pay()", "Gift#payLater()");
    assertThat(run("callees", "GPay").out()).startsWith("shop.Gift#pay()");
  }

  @Test
  void anAmbiguousSymbolListsItsCandidates() {
    CommandRun run = run("callers", "fee");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("fee can mean several things", "Shop#fee()", "Shop#fee(String)");
    assertThat(run("callers", "fee()").code()).isZero();
  }

  @Test
  void aMisspeltSymbolIsAnsweredWithTheNearest() {
    CommandRun run = run("callers", "Shop.chekOut");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("there is no Shop.chekOut", "Did you mean?", "Shop#checkOut(int)");
    CommandRun json = run("find", "chekOut", "--json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.out()).contains("\"candidates\"", "shop/Shop#checkOut(I)I");
  }

  @Test
  void findListsKindsAndPlaces() {
    CommandRun run = run("find", "total");
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "  function    shop.Basket#total()   Shop.java:14",
            "  unresolved  shop.Gift#total()",
            "  function    shop.Priced#total()   Shop.java",
            "  function    shop.Voucher#total()  Shop.java:17");
    assertThat(run("find", "Priced", "--kind", "trait").out()).contains("shop.Priced");
    assertThat(run("find", "Priced", "--kind", "field").code()).isEqualTo(1);
  }

  @Test
  void limitsSayWhatIsMissing() {
    CommandRun run = run("find", "total", "--limit", "1");
    assertThat(run.out()).contains("3 more (--limit 0 shows all)");
    assertThat(run("find", "total", "--limit", "0").out()).doesNotContain("more");
    assertThat(run("find", "total", "--limit", "1", "--json").out())
        .contains("\"total\" : 4", "\"complete\" : false");
  }

  @Test
  void callersShowTheLineOfTheCall() {
    CommandRun run = run("callers", "Basket.total");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("2 callers", "shop.Shop#checkOut(int)  Shop.java:5", "shop.Voucher#total()");
    assertThat(run("callers", "Shop.checkOut").code()).isEqualTo(1);
  }

  @Test
  void dispatchFollowsSupertypesAndOverriders() {
    // The byte code of wrapped() names Gift, which inherits total() from Voucher.
    assertThat(run("callers", "Voucher.total").code()).isEqualTo(1);
    assertThat(run("callers", "Gift.total").out()).contains("shop.Gift#wrapped()");
    assertThat(run("callers", "Basket.total", "--dispatch").out())
        .contains("shop.Shop#checkOut(int)")
        .doesNotContain("wrapped");
    CommandRun callers = run("callers", "Voucher.total", "--dispatch");
    assertThat(callers.code()).isZero();
    assertThat(callers.out()).contains("shop.Shop#checkOut(int)", "shop.Gift#wrapped()");
    assertThat(run("callees", "checkOut", "--dispatch").out()).contains("shop.Voucher#total()");
  }

  @Test
  void implementsIsATree() {
    CommandRun run = run("implements", "Priced");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            shop.Priced  Shop.java
            └─ implements shop.Basket  Shop.java:12
               └─ extends shop.Voucher  Shop.java:16
                  └─ extends shop.Gift  Shop.java:20
            3 subtypes
            """);
    assertThat(run("implements", "Priced.total").out())
        .contains("2 overriding methods", "shop.Basket#total()", "shop.Voucher#total()");
  }

  @Test
  void blastRadiusIsATreeOfShortestPaths() {
    CommandRun run = run("blast-radius", "Basket.cents");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "shop.Basket#cents",
            "└─ accesses shop.Basket#total()  Shop.java:14",
            "calls shop.Shop#checkOut(int)  Shop.java:5",
            "3 dependents, by depth: 1, 2");
    assertThat(run("blast-radius", "Basket.cents", "--depth", "1").out()).contains("1 dependent,");
    assertThat(run("blast-radius", "Basket.cents", "--kinds", "calls").code()).isEqualTo(1);
    CommandRun unknown = run("blast-radius", "Basket.cents", "--kinds", "likes");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("likes", "calls");
  }

  @Test
  void traceShowsAPath() {
    CommandRun run = run("trace", "Shop.checkOut", "Basket.cents");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "shop.Shop#checkOut(int)",
            "└─ calls shop.Basket#total()",
            "└─ accesses shop.Basket#cents");
    assertThat(run("trace", "Shop.checkOut", "Basket.cents", "--all").code()).isZero();
    CommandRun none = run("trace", "Basket.cents", "Shop.checkOut");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.out()).contains("no path from");
  }

  @Test
  void cyclesShowAWalk() {
    CommandRun run = run("cycles");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("2 nodes, a walk of 2:", "shop.Shop#even(int)", "1 cycle");
    assertThat(run("cycles", "--package", "shop").out()).contains("1 cycle");
    assertThat(run("cycles", "--kinds", "extends").code()).isEqualTo(1);
    assertThat(run("cycles", "--unit", "nowhere").code()).isEqualTo(2);
  }

  @Test
  void statsCountWhatThereIs() {
    CommandRun run = run("stats", "--detail");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsPattern("units +5")
        .contains("lmdb", "trait", "most edges to them");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "callers shop/Basket#total()I",
        "callers shop/Basket#total()I --dispatch",
        "callees shop/Shop#checkOut(I)I",
        "callees shop/Shop#checkOut(I)I --dispatch",
        "implements shop/Priced",
        "implements shop/Priced#total()I",
        "blast-radius shop/Basket#total()I",
        "trace shop/Shop#checkOut(I)I shop/Basket#total()I",
        "trace shop/Shop#checkOut(I)I shop/Basket#total()I --all",
        "cycles",
        "cycles --package shop",
        "stats --detail",
      })
  void whatHasNoTimeSaysSoAndTheCodeIsOne(String question) {
    CommandRun late = run((question + " --timeout 0ms").split(" "));
    assertThat(late.code()).isEqualTo(1);
    assertThat(late.out()).contains("ended after 0 ms (--timeout): there may be more");
    assertThat(late.out()).doesNotContain("no path");
    CommandRun json = run((question + " --json --timeout 0ms").split(" "));
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.out()).contains("\"complete\" : false", "\"ended\" : \"timeout\"");

    CommandRun soon = run((question + " --timeout 1h").split(" "));
    assertThat(soon).isEqualTo(run(question.split(" ")));
    assertThat(soon.code()).isZero();
    assertThat(run((question + " --json").split(" ")).out()).contains("\"complete\" : true");
  }

  @Test
  void aKindThatWasNotCountedHasNoCount() {
    CommandRun run = run("stats", "--detail", "--timeout", "0ms");
    assertThat(run.out()).contains("nodes ").doesNotContain("trait", "nodes by kind");
    assertThat(run("stats", "--detail", "--timeout", "0ms", "--json").out())
        .contains("\"nodesByKind\" : { }");
  }

  @Test
  void aSearchThatHasNoTimeSaysNothingOfWhatThereIs() {
    for (String question : List.of("find total", "callers Basket.total", "trace SCO cents")) {
      CommandRun run = run((question + " --timeout 0ms").split(" "));
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("was ended after 0 ms (--timeout)");
      assertThat(run.err()).doesNotContain("there is no");
    }
    assertThat(run("find", "total", "--json", "--timeout=0s").out()).contains("\"error\"");
    assertThat(run("find", "total", "--timeout", "1m")).isEqualTo(run("find", "total"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1s", "1 parsec"})
  void aTimeThatIsNoneIsCodeTwo(String timeout) {
    CommandRun run = run("cycles", "--timeout=" + timeout);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--timeout", timeout, "500ms");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "find total",
        "callers Basket.total",
        "callees checkOut",
        "implements Priced",
        "implements Priced.total",
        "blast-radius Basket.cents",
        "trace checkOut Basket.cents",
        "trace checkOut Basket.cents --all",
        "cycles",
        "stats --detail",
        "find nothingLikeThis",
        "callers fee",
        "cycles --unit nowhere",
      })
  void jsonIsOneDocument(String arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
    all.add("--json");
    CommandRun run = run(all.toArray(String[]::new));
    if (run.code() == ExitCodes.USAGE) {
      assertThat(run.out()).isEmpty();
      return;
    }
    try (JsonParser parser = new JsonFactory().createParser(run.out())) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      parser.skipChildren();
      assertThat(parser.nextToken()).isNull();
    }
    assertThat(run.out()).isASCII();
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    String[] find = {"find", "total"};
    assertThat(run(find).out()).doesNotContain("\u001b");
    assertThat(on(true, Map.of("TERM", "xterm"), find).out()).contains("\u001b[36mfunction");
    assertThat(on(true, Map.of("TERM", "dumb"), find).out()).doesNotContain("\u001b");
    assertThat(on(true, Map.of("NO_COLOR", "1"), find).out()).doesNotContain("\u001b");
    assertThat(on(true, Map.of("NO_COLOR", ""), find).out()).contains("\u001b");
    assertThat(on(true, Map.of(), "find", "total", "--color=never").out()).doesNotContain("\u001b");
    assertThat(on(false, Map.of("NO_COLOR", "1"), "find", "total", "--color", "always").out())
        .contains("\u001b");
  }

  @Test
  void progressIsShownOnATerminalOnly() {
    assertThat(run("index", classes.toString()).err()).isEmpty();
    assertThat(on(true, Map.of(), "index", classes.toString()).err()).endsWith("\r\u001b[K");
  }

  @Test
  void progressStaysOutOfMessagesThatNobodySees() {
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
                new PrintWriter(new StringWriter()), new PrintWriter(err), true, true, Map.of())
            .withUnseenMessages();
    assertThat(Main.run(terminal, "index", "--store=" + store, classes.toString())).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(Main.run(terminal, "stats", "--store=" + directory.resolve("absent"))).isEqualTo(3);
    assertThat(err.toString()).startsWith("keygraph: ").doesNotContain("\u001b");
  }

  @Test
  void aLineThatIsNoNumberIsAText() {
    Path made = directory.resolve("made");
    try (Graph graph = KeyGraph.open(made, "lmdb")) {
      graph
          .writer()
          .replaceUnit(
              UnitContent.builder("unit")
                  .define("A#f", NodeKind.FUNCTION)
                  .define("A#g", NodeKind.FUNCTION)
                  .edge(
                      "A#f", EdgeKind.CALLS, "A#g", Attributes.of(Map.of(Attributes.LINE, "12-15")))
                  .build());
    }
    CommandRun callers = onStore(made, false, Map.of(), "callers", "A#g", "--json");
    assertThat(callers.err()).isEmpty();
    assertThat(callers.out()).contains("\"line\" : \"12-15\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "find",
        "index",
        "find x --nonsense",
        "find a b",
        "index --jdk=no.such"
      })
  void wrongUsageIsCodeTwo(String arguments) {
    CommandRun run = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isNotBlank().doesNotContain("\tat ");
  }

  @Test
  void aWrongConfigurationIsCodeTwoAndNamesTheLine() throws IOException {
    Path file = Files.writeString(directory.resolve("my.conf"), "\nkeygraph.enigne = lmdb\n");
    CommandRun run = run("stats", "--config", file.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(file + ":2: keygraph.enigne", "did you mean keygraph.engine?");
    assertThat(run("stats", "--durability", "alway").err()).contains("durable, relaxed, unsafe");
  }

  @Test
  void errorsAreOneLineAndCodeThree() {
    CommandRun absent = onStore(directory.resolve("absent"), false, Map.of(), "stats");
    assertThat(absent.code()).isEqualTo(3);
    assertThat(absent.err().lines()).hasSize(1).first().asString().contains("keygraph index");
    CommandRun other = run("stats", "--engine", "mapdb");
    assertThat(other.code()).isEqualTo(3);
    assertThat(other.err()).contains("lmdb", "mapdb");
    assertThat(run("stats", "--engine", "mapdb", "--debug").err()).contains("\tat dev.keygraph");
  }

  @Test
  void helpAndVersionAreForEveryCommand() {
    CommandRun help = run("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("blast-radius", "Exit codes");
    for (String command : List.of("index", "find", "callers", "trace", "cycles", "stats", "demo")) {
      assertThat(run(command, "--help").out()).contains("keygraph " + command, "--store", "--json");
    }
    assertThat(run("--version").out()).startsWith("keygraph ");
  }

  private static CommandRun run(String... arguments) {
    return on(false, Map.of(), arguments);
  }

  private static CommandRun on(
      boolean terminal, Map<String, String> environment, String... arguments) {
    return onStore(store, terminal, environment, arguments);
  }

  private static CommandRun onStore(
      Path where, boolean terminal, Map<String, String> environment, String... arguments) {
    boolean named =
        arguments.length > 0 && !arguments[0].startsWith("-") && !arguments[0].equals("nonsense");
    return named
        ? CommandRun.on(where, terminal, environment, arguments)
        : CommandRun.bare(terminal, environment, arguments);
  }
}
