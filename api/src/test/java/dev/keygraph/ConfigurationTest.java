package dev.keygraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers of a configuration, and what is refused. */
final class ConfigurationTest {
  @TempDir Path directory;

  @Test
  void everythingHasADefault() {
    Settings settings = load("");
    assertThat(settings.directory()).isEqualTo(Path.of(".keygraph"));
    assertThat(settings.durability()).isEqualTo(Durability.DURABLE);
    assertThat(settings.isReadOnly()).isFalse();
    assertThat(settings.engineIsStated()).isFalse();
  }

  @Test
  void aFileOverridesDefaults() {
    Settings settings =
        load("keygraph { engine = memory, durability = unsafe, engines.sample.count = 7 }");
    assertThat(settings.engine()).isEqualTo("memory");
    assertThat(settings.engineIsStated()).isTrue();
    assertThat(settings.durability()).isEqualTo(Durability.UNSAFE);
    assertThat(settings.config().getInt("keygraph.engines.sample.count")).isEqualTo(7);
    assertThat(settings.config().getBytes("keygraph.engines.sample.size")).isEqualTo(64L << 20);
  }

  @Test
  void layersOverrideEachOther() {
    String file = "keygraph { durability = unsafe, directory = file, engines.sample.count = 1 }";
    Map<String, String> environment =
        Map.of(
            "KEYGRAPH_DIRECTORY", "environment",
            "KEYGRAPH_READ_ONLY", "true",
            "KEYGRAPH_ENGINES_SAMPLE_COUNT", "2");
    Settings variables = load(file, environment, Map.of(), Map.of());
    assertThat(variables.directory()).isEqualTo(Path.of("environment"));
    assertThat(variables.isReadOnly()).isTrue();
    assertThat(variables.durability()).isEqualTo(Durability.UNSAFE);
    assertThat(variables.config().getInt("keygraph.engines.sample.count")).isEqualTo(2);

    Map<String, String> properties =
        Map.of("keygraph.directory", "property", "keygraph.engines.sample.count", "3");
    Settings system = load(file, environment, properties, Map.of());
    assertThat(system.directory()).isEqualTo(Path.of("property"));
    assertThat(system.isReadOnly()).isTrue();
    assertThat(system.config().getInt("keygraph.engines.sample.count")).isEqualTo(3);

    Settings arguments =
        load(file, environment, properties, Map.of("keygraph.directory", "argument"));
    assertThat(arguments.directory()).isEqualTo(Path.of("argument"));
  }

  @Test
  void theFileIsNamedByAPropertyOrAVariable() throws IOException {
    Path first = write("first.conf", "keygraph.durability = unsafe");
    Path second = write("second.conf", "keygraph.durability = relaxed");
    Map<String, String> environment = Map.of("KEYGRAPH_CONFIG", first.toString());
    ConfigurationLoader loader = new ConfigurationLoader(environment, new Properties());
    assertThat(loader.load(ConfigFactory.empty(), loader.userFile()).durability())
        .isEqualTo(Durability.UNSAFE);

    Properties properties = new Properties();
    properties.setProperty("keygraph.config", second.toString());
    loader = new ConfigurationLoader(environment, properties);
    assertThat(loader.load(ConfigFactory.empty(), loader.userFile()).durability())
        .isEqualTo(Durability.RELAXED);
  }

  @Test
  void valuesMayReferToEachOtherAndToTheEnvironment() {
    Settings settings = load("base = /data\nkeygraph.directory = ${base}/graph");
    assertThat(settings.directory()).isEqualTo(Path.of("/data/graph"));
  }

  @ParameterizedTest
  @CsvSource({
    "keygraph.enigne, keygraph.engine",
    "keygraph.Durability, keygraph.durability",
    "keygraph.read_only, keygraph.read-only",
    "keygraph.engines.sample.cuont, keygraph.engines.sample.count",
    "keygraph.count, keygraph.engines.sample.count",
    "keygrpah.engine, keygraph",
  })
  void aMisspeltKeyIsNamedWithItsPlaceAndTheLikelyKey(String key, String meant) throws IOException {
    Path file = write("keygraph.conf", "# comment\n\n" + key + " = 1\n");
    assertThatThrownBy(() -> load(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(file + ":3: ")
        .hasMessageEndingWith("did you mean " + meant + "?");
  }

  @Test
  void anUnlikelyKeyIsAnsweredWithWhatThereIs() {
    assertThatThrownBy(() -> load("keygraph.completelyDifferent = 1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "directory, durability, engine, engines, hot-tier, on-engine-change, read-only,"
                + " snapshots");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "read-only = maybe | is true or false, such as false, not \"maybe\"",
        "read-only { a = 1 } | is one option, such as false, not a group of options",
        "engines = 5 | is a group of options, not 5",
        "engines.sample.size = large | is a size, such as \"64 MiB\", not \"large\"",
        "engines.sample.size = -1 MiB | is a size of 0 or more, not \"-1 MiB\"",
        "engines.sample.count = many | is a whole number, such as 4, not \"many\"",
        "engines.sample.count = 1.5 | is a whole number, such as 4, not 1.5",
        "engines.sample.count = -1 | is a whole number of 0 or more, not -1",
        "engines.sample.ratio = half | is a number, such as 0.5, not \"half\"",
        "snapshots.max-age = -1 s | is a duration of 0 or more, not \"-1 s\"",
        "snapshots.max-age = soon | is a duration, such as \"0 s\", not \"soon\"",
        "snapshots.max-aeg = 1 s | did you mean keygraph.snapshots.max-age?",
        "snapshots.leak-detection = some | is one of off, sampled, all, not \"some\"",
        "hot-tier.warm-up = eager | is one of off, saved, background, not \"eager\"",
        "hot-tier.warmup = off | did you mean keygraph.hot-tier.warm-up?",
        "engines.sample.wait = 64 MiB | is a duration, such as \"30 s\", not \"64 MiB\"",
        "engines.sample.name = [1] | is a text, such as \"plain\", not [1]",
        "durability = durabel | did you mean durable?",
        "durability = always | is one of durable, relaxed, unsafe, not \"always\"",
        "engine = memroy | did you mean 'memory'?",
        "engine = lmdb | add the dependency dev.keygraph:keygraph-engine-lmdb",
        "engines.lmdb.map-size = 1 | add the dependency dev.keygraph:keygraph-engine-lmdb",
      })
  void aWrongValueIsNamedWithItsPlaceAndWhatIsRight(String line, String expected)
      throws IOException {
    Path file = write("keygraph.conf", "keygraph {\n" + line + "\n}\n");
    assertThatThrownBy(() -> load(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(file + ":2: keygraph.")
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "engines.sample.size = 1048576",
        "engines.sample.size = 1k",
        "engines.sample.count = \"5\"",
        "engines.sample.ratio = 1",
        "engines.sample.wait = 500 ms",
        "engines.sample.flag = off",
        "engines.sample.name = 5",
        "engines.sample.sparse = -3",
        "engines.sample.count = null",
        "durability = relaxed",
      })
  void valuesOfTheRightTypeAreAccepted(String line) {
    assertThat(load("keygraph { " + line + " }")).isNotNull();
  }

  @Test
  void allProblemsAreToldAtOnce() throws IOException {
    Path file = write("keygraph.conf", "keygraph.enigne = lmdb\nkeygraph.read-only = 7\n");
    assertThatThrownBy(() -> load(file))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .extracting(ConfigurationException.Problem::key)
                    .containsExactly("keygraph.enigne", "keygraph.read-only"));
  }

  @Test
  void aFileThatIsNoHoconIsNamedWithTheLine() throws IOException {
    Path file = write("keygraph.conf", "keygraph {\n  engine = \n");
    assertThatThrownBy(() -> load(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(file + ":");
    assertThatThrownBy(() -> ConfigurationLoader.file(directory.resolve("absent.conf")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("absent.conf")
        .hasMessageContaining("no such file");
  }

  @Test
  void aReferenceToNothingIsNamed() throws IOException {
    Path file = write("keygraph.conf", "\nkeygraph.directory = ${nothing.at.all}\n");
    assertThatThrownBy(() -> load(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file + ":2")
        .hasMessageContaining("nothing.at.all");
  }

  @Test
  void namesThatProgramsShareAreRefusedOnlyWhereTheyLookLikeOptions() {
    Map<String, String> strangers = Map.of("KEYGRAPH_JAVA_OPTS", "-Xmx1g", "KEYGRAPH_HOME", "/x");
    assertThat(load("", strangers, Map.of("keygraph.test.kills", "50"), Map.of())).isNotNull();
    assertThatThrownBy(() -> load("", Map.of("KEYGRAPH_ENIGNE", "memory"), Map.of(), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "environment variable: KEYGRAPH_ENIGNE is not an option; did you mean KEYGRAPH_ENGINE?");
    assertThatThrownBy(() -> load("", Map.of(), Map.of("keygraph.durabilty", "x"), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("did you mean keygraph.durability?");
  }

  @Test
  void wrongValuesOfPropertiesAndVariablesNameThose() {
    assertThatThrownBy(() -> load("", Map.of("KEYGRAPH_READ_ONLY", "7"), Map.of(), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("environment variable KEYGRAPH_READ_ONLY: keygraph.read-only is");
    assertThatThrownBy(() -> load("", Map.of(), Map.of("keygraph.engine", "lmbd"), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("system property keygraph.engine: keygraph.engine cannot be used");
  }

  @ParameterizedTest
  @CsvSource({
    "engine, engine, 0",
    "enigne, engine, 1",
    "engin, engine, 1",
    "durable, relaxed, 6",
    "'', abc, 3",
  })
  void distanceCountsSwapsOnce(String a, String b, int distance) {
    assertThat(EditDistance.between(a, b)).isEqualTo(distance);
    assertThat(EditDistance.between(b, a)).isEqualTo(distance);
  }

  @Test
  void aFileThatIsNestedTooDeeplyIsNamed() throws IOException {
    Path file = write("deep.conf", "keygraph.engine = " + "[".repeat(1_000_000));
    assertThatThrownBy(() -> load(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("deep.conf")
        .hasMessageContaining("nested too deeply");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static Settings load(Path file) {
    return new ConfigurationLoader(Map.of(), new Properties())
        .load(ConfigFactory.empty(), ConfigurationLoader.file(file));
  }

  private static Settings load(String file) {
    return load(file, Map.of(), Map.of(), Map.of());
  }

  private static Settings load(
      String file,
      Map<String, String> environment,
      Map<String, String> properties,
      Map<String, String> arguments) {
    Properties system = new Properties();
    system.putAll(properties);
    Config passed = ConfigFactory.parseMap(arguments);
    return new ConfigurationLoader(environment, system)
        .load(passed, ConfigFactory.parseString(file));
  }
}
