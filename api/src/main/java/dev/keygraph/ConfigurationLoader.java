package dev.keygraph;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** Puts the layers of a configuration together; {@code reference.conf} says which there are. */
final class ConfigurationLoader {
  private static final String FILE_PROPERTY = "keygraph.config";
  private static final String FILE_VARIABLE = "KEYGRAPH_CONFIG";

  private final Config reference;
  private final Map<String, String> environment;
  private final Properties properties;

  ConfigurationLoader(Map<String, String> environment, Properties properties) {
    this.reference = ConfigFactory.defaultReference();
    this.environment = environment;
    this.properties = properties;
  }

  /** Loads from this process's environment and system properties. */
  static ConfigurationLoader ofProcess() {
    return new ConfigurationLoader(System.getenv(), System.getProperties());
  }

  /** Returns all options with their defaults. */
  Config reference() {
    return reference;
  }

  /** Returns the file that the user named, or what the class path has in its place. */
  Config userFile() {
    String property = properties.getProperty(FILE_PROPERTY);
    String named = property != null ? property : environment.get(FILE_VARIABLE);
    return named != null ? file(Path.of(named)) : ConfigFactory.defaultApplication();
  }

  /**
   * Reads a file.
   *
   * @throws ConfigurationException if it is absent, or is no HOCON
   */
  static Config file(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new ConfigurationException(
          List.of(
              new ConfigurationException.Problem(
                  "", file.toString(), "no such file, or unreadable")));
    }
    try {
      return ConfigFactory.parseFile(
          file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    } catch (ConfigException e) {
      throw ConfigurationCheck.translate(e);
    } catch (StackOverflowError e) {
      throw nestedTooDeeply(file.toString());
    }
  }

  /** The library goes as deep as a file does. */
  private static ConfigurationException nestedTooDeeply(String where) {
    return new ConfigurationException(
        List.of(new ConfigurationException.Problem("", where, "is nested too deeply")));
  }

  /**
   * Puts all layers together and checks the result.
   *
   * @param arguments what the program passes
   * @param user the file
   * @throws ConfigurationException with all that is wrong
   */
  Settings load(Config arguments, Config user) {
    try {
      Config stated =
          arguments.withFallback(systemProperties()).withFallback(variables()).withFallback(user);
      Config complete = stated.withFallback(reference).resolve();
      Config resolved = stated.resolveWith(complete);
      ConfigurationCheck.check(resolved, reference);
      return new Settings(complete, resolved);
    } catch (ConfigException e) {
      throw ConfigurationCheck.translate(e);
    } catch (StackOverflowError e) {
      throw nestedTooDeeply("configuration");
    }
  }

  private Config systemProperties() {
    Map<String, String> values = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith("keygraph.") && !name.equals(FILE_PROPERTY)) {
        values.put(name, properties.getProperty(name));
      }
    }
    return layer("system property ", values, options(option -> option));
  }

  private Config variables() {
    Map<String, String> values = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("KEYGRAPH_") && !name.equals(FILE_VARIABLE)) {
            values.put(name, value);
          }
        });
    return layer("environment variable ", values, options(ConfigurationLoader::variable));
  }

  /** Returns the name of an option's environment variable. */
  private static String variable(String option) {
    return option.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Returns the paths of all options, by the names that they have in a layer. */
  private Map<String, String> options(java.util.function.UnaryOperator<String> name) {
    Map<String, String> options = new TreeMap<>();
    collect("keygraph", reference.getObject("keygraph"), name, options);
    return options;
  }

  private static void collect(
      String path,
      ConfigObject object,
      java.util.function.UnaryOperator<String> name,
      Map<String, String> options) {
    for (Map.Entry<String, ConfigValue> child : object.entrySet()) {
      String childPath = path + "." + child.getKey();
      if (child.getValue() instanceof ConfigObject nested) {
        collect(childPath, nested, name, options);
      } else {
        options.put(name.apply(childPath), childPath);
      }
    }
  }

  /**
   * Makes a layer of names that other programs may share: what is no option is left alone, unless
   * it looks like a misspelt one.
   */
  private static Config layer(
      String kind, Map<String, String> values, Map<String, String> options) {
    Config layer = ConfigFactory.empty();
    List<ConfigurationException.Problem> problems = new ArrayList<>();
    for (Map.Entry<String, String> value : values.entrySet()) {
      String name = value.getKey();
      String path = options.get(name);
      if (path != null) {
        layer =
            layer.withValue(
                path,
                ConfigValueFactory.fromAnyRef(value.getValue())
                    .withOrigin(ConfigOriginFactory.newSimple(kind + name)));
        continue;
      }
      Optional<String> near =
          EditDistance.nearest(name, options.keySet())
              .filter(option -> EditDistance.between(name, option) <= 2);
      near.ifPresent(
          option ->
              problems.add(
                  new ConfigurationException.Problem(
                      name, kind.strip(), "is not an option; did you mean " + option + "?")));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return layer;
  }
}
