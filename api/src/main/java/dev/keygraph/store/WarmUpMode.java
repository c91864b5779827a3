package dev.keygraph.store;

import java.util.Locale;

/** What is read into memory when a graph is opened, before anybody asks for it. */
public enum WarmUpMode {
  /** Nothing. */
  OFF,
  /** What was in memory before, as far as that is known. */
  SAVED,
  /** The same, and then everything that there is room for. */
  BACKGROUND;

  /** Returns the name in configurations: {@code off}, {@code saved}, {@code background}. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
