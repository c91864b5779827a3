package dev.keygraph;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Optional;

/** The types of options, as their defaults show them. */
enum OptionType {
  /** Yes or no. */
  BOOLEAN("true or false"),
  /** A whole number. */
  WHOLE_NUMBER("a whole number"),
  /** Any number. */
  NUMBER("a number"),
  /** A number of bytes, with or without a unit. */
  SIZE("a size"),
  /** A time, with or without a unit. */
  DURATION("a duration"),
  /** Any text. */
  TEXT("a text"),
  /** Several values. */
  LIST("a list");

  private static final String KEY = "option";

  private final String description;

  OptionType(String description) {
    this.description = description;
  }

  static OptionType of(ConfigValue defaultValue) {
    return switch (defaultValue.valueType()) {
      case BOOLEAN -> BOOLEAN;
      case LIST -> LIST;
      case NUMBER ->
          isWhole(((Number) defaultValue.unwrapped()).doubleValue()) ? WHOLE_NUMBER : NUMBER;
      default -> ofText(defaultValue);
    };
  }

  private static OptionType ofText(ConfigValue defaultValue) {
    String text = defaultValue.unwrapped().toString();
    if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
      return TEXT;
    }
    if (reads(SIZE, defaultValue)) {
      return SIZE;
    }
    return reads(DURATION, defaultValue) ? DURATION : TEXT;
  }

  /** Returns what keeps a value from being of this type, or empty if nothing does. */
  Optional<String> problem(ConfigValue value, ConfigValue defaultValue) {
    boolean counts = this != TEXT && this != BOOLEAN && this != LIST;
    if (counts && isNegative(value) && !isNegative(defaultValue)) {
      return Optional.of(
          "is " + description + " of 0 or more, not " + ConfigurationCheck.shown(value));
    }
    if (!reads(this, value)) {
      String example = ConfigurationCheck.shown(defaultValue);
      return Optional.of(
          "is "
              + description
              + ", such as "
              + example
              + ", not "
              + ConfigurationCheck.shown(value));
    }
    return Optional.empty();
  }

  private static boolean reads(OptionType type, ConfigValue value) {
    Config config = value.atKey(KEY);
    try {
      switch (type) {
        case BOOLEAN -> config.getBoolean(KEY);
        case WHOLE_NUMBER -> {
          if (!isWhole(config.getDouble(KEY))) {
            return false;
          }
          config.getLong(KEY);
        }
        case NUMBER -> config.getDouble(KEY);
        case SIZE -> config.getBytes(KEY);
        case DURATION -> config.getDuration(KEY);
        case TEXT -> config.getString(KEY);
        case LIST -> config.getList(KEY);
      }
      return true;
    } catch (ConfigException e) {
      return false;
    }
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number);
  }

  private static boolean isNegative(ConfigValue value) {
    boolean scalar =
        value.valueType() == ConfigValueType.NUMBER || value.valueType() == ConfigValueType.STRING;
    return scalar && value.unwrapped().toString().strip().matches("-\\s*[0-9.].*");
  }
}
