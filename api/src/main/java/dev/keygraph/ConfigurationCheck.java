package dev.keygraph;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvUnsupportedException;
import dev.keygraph.kv.LeakDetection;
import dev.keygraph.kv.SnapshotOptions;
import dev.keygraph.store.WarmUpMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds a configuration against the merged {@code reference.conf}, which names every option: its
 * default says the type. A default such as {@code 64 MiB} makes an option a size, {@code 30 s} a
 * duration; numbers, sizes and durations may not be negative where the default is not.
 */
final class ConfigurationCheck {
  private static final String ENGINES = "keygraph.engines";

  private final Config reference;
  private final List<ConfigurationException.Problem> problems = new ArrayList<>();

  private ConfigurationCheck(Config reference) {
    this.reference = reference;
  }

  /**
   * Checks all that is below {@code keygraph}.
   *
   * @param config resolved
   * @param reference all options with their defaults, resolved
   * @throws ConfigurationException with all problems
   */
  static void check(Config config, Config reference) {
    ConfigurationCheck check = new ConfigurationCheck(reference);
    ConfigValue root = config.root().get("keygraph");
    if (root instanceof ConfigObject object) {
      check.object("keygraph", object);
    } else if (root != null) {
      check.problem("keygraph", root, "is a group of options, not " + shown(root));
    }
    config.root().forEach(check::misspeltRoot);
    if (!check.problems.isEmpty()) {
      throw new ConfigurationException(check.problems);
    }
  }

  /** Other programs may have their options in the same file, but not by a name like this. */
  private void misspeltRoot(String name, ConfigValue value) {
    int distance = EditDistance.between(normalized(name), "keygraph");
    if (!name.equals("keygraph") && distance <= 2) {
      problem(name, value, "is not a group of options; did you mean keygraph?");
    }
  }

  private void object(String path, ConfigObject object) {
    for (Map.Entry<String, ConfigValue> child : new TreeMap<>(object).entrySet()) {
      String childPath = path + "." + ConfigUtil.joinPath(child.getKey());
      ConfigValue value = child.getValue();
      if (value.valueType() == ConfigValueType.NULL) {
        continue;
      }
      ConfigValue known = known(childPath);
      if (known != null) {
        option(childPath, value, known);
      } else if (path.equals(ENGINES)) {
        engineOptions(childPath, child.getKey(), value);
      } else {
        unknown(path, childPath, value);
      }
    }
  }

  private @Nullable ConfigValue known(String path) {
    return reference.hasPath(path) ? reference.getValue(path) : null;
  }

  private void option(String path, ConfigValue value, ConfigValue known) {
    if (known instanceof ConfigObject) {
      if (value instanceof ConfigObject object) {
        object(path, object);
      } else {
        problem(path, value, "is a group of options, not " + shown(value));
      }
      return;
    }
    if (value instanceof ConfigObject) {
      problem(path, value, "is one option, such as " + shown(known) + ", not a group of options");
      return;
    }
    Optional<String> wrong = OptionType.of(known).problem(value, known);
    if (wrong.isPresent()) {
      problem(path, value, wrong.get());
    } else if (path.equals("keygraph.durability")) {
      oneOf(path, value, Arrays.stream(Durability.values()).map(Durability::configName).toList());
    } else if (path.equals(SnapshotOptions.LEAK_DETECTION)) {
      oneOf(
          path,
          value,
          Arrays.stream(LeakDetection.values()).map(LeakDetection::configName).toList());
    } else if (path.equals(Settings.ON_ENGINE_CHANGE)) {
      oneOf(path, value, List.of(Settings.REFUSE, Settings.MIGRATE));
    } else if (path.equals(Settings.WARM_UP)) {
      oneOf(path, value, Arrays.stream(WarmUpMode.values()).map(WarmUpMode::configName).toList());
    } else if (path.equals("keygraph.engine")) {
      engine(path, value);
    }
  }

  private void engine(String path, ConfigValue value) {
    try {
      KvEngines.named(value.unwrapped().toString());
    } catch (KvUnsupportedException e) {
      problem(path, value, "cannot be used: " + e.getMessage());
    }
  }

  private void oneOf(String path, ConfigValue value, List<String> values) {
    String text = value.unwrapped().toString();
    if (!values.contains(text)) {
      problem(
          path,
          value,
          "is one of " + String.join(", ", values) + ", not " + shown(value) + meant(text, values));
    }
  }

  /** Options of an engine that has none, or that is not on the class path. */
  private void engineOptions(String path, String name, ConfigValue value) {
    try {
      KvEngines.named(name);
      if (value instanceof ConfigObject object) {
        object.forEach(
            (key, option) -> unknown(path, path + "." + ConfigUtil.joinPath(key), option));
      } else {
        problem(path, value, "is a group of options, not " + shown(value));
      }
    } catch (KvUnsupportedException e) {
      problem(path, value, "has the options of an engine that is not here: " + e.getMessage());
    }
  }

  private void unknown(String parent, String path, ConfigValue value) {
    problem(path, value, "is not an option" + likely(parent, path).orElse(""));
  }

  /** What was meant: an option beside this one, or elsewhere by the same name. */
  private Optional<String> likely(String parent, String path) {
    String name = path.substring(parent.length() + 1);
    Set<String> siblings =
        reference.hasPath(parent) ? reference.getObject(parent).keySet() : Set.of();
    Optional<String> sibling =
        EditDistance.nearest(normalized(name), siblings).map(near -> parent + "." + near);
    Optional<String> elsewhere =
        reference.getConfig("keygraph").entrySet().stream()
            .map(entry -> "keygraph." + entry.getKey())
            .filter(option -> option.endsWith("." + normalized(name)))
            .sorted()
            .findFirst();
    return sibling
        .or(() -> elsewhere)
        .map(meant -> "; did you mean " + meant + "?")
        .or(
            () ->
                siblings.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        "; "
                            + parent
                            + " has "
                            + String.join(", ", siblings.stream().sorted().toList())));
  }

  private static String normalized(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-').replace("\"", "");
  }

  private void problem(String path, ConfigValue value, String description) {
    problems.add(new ConfigurationException.Problem(path, where(value.origin()), description));
  }

  static String meant(String text, List<String> candidates) {
    return EditDistance.nearest(text.toLowerCase(Locale.ROOT), candidates)
        .map(near -> "; did you mean " + near + "?")
        .orElse("");
  }

  static String shown(ConfigValue value) {
    return value instanceof ConfigObject
        ? "a group of options"
        : value.render(ConfigRenderOptions.concise());
  }

  /** Returns the file and line, or what else a value comes from. */
  static String where(ConfigOrigin origin) {
    String file = origin.filename();
    if (file != null && origin.lineNumber() > 0) {
      return file + ":" + origin.lineNumber();
    }
    return origin.description();
  }

  /** Makes a problem of an error that the configuration library found. */
  static ConfigurationException translate(ConfigException e) {
    String where = e.origin() == null ? "configuration" : where(e.origin());
    String message = String.valueOf(e.getMessage());
    String prefix = e.origin() == null ? "" : e.origin().description() + ": ";
    String description = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    return new ConfigurationException(
        List.of(new ConfigurationException.Problem("", where, description)), e);
  }
}
