package dev.keygraph.cli.terminal;

import java.util.Map;

/** When to print colours. */
public enum ColorMode {
  /** On a terminal that has them, unless the environment variable {@code NO_COLOR} is set. */
  AUTO,
  /** Always. */
  ALWAYS,
  /** Never. */
  NEVER;

  /** Returns whether to print colours. */
  boolean isColored(boolean terminal, Map<String, String> environment) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          terminal
              && environment.getOrDefault("NO_COLOR", "").isEmpty()
              && !"dumb".equals(environment.get("TERM"));
    };
  }
}
