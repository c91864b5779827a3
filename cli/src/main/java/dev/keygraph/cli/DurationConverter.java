package dev.keygraph.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as the configuration does: {@code 500ms}, {@code 2s}. */
final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      Duration duration = ConfigFactory.parseMap(Map.of("duration", text)).getDuration("duration");
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (ConfigException e) {
      // Says the same of a path that nobody typed.
    }
    throw new TypeConversionException(
        "'" + text + "' is no duration; they are written 500ms, 2s or 1m");
  }
}
