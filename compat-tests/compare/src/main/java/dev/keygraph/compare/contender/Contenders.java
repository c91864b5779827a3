package dev.keygraph.compare.contender;

import dev.keygraph.compare.report.ContenderInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the contenders on the class path. */
public final class Contenders {
  private Contenders() {}

  /** Returns all contenders, those of keygraph's own engines first. */
  public static List<ContenderInfo> all() {
    List<ContenderInfo> all = new ArrayList<>();
    for (ContenderFactory factory : factories()) {
      all.addAll(factory.contenders());
    }
    return all;
  }

  /**
   * Opens the contender with a name.
   *
   * @return the contender, which the caller closes
   * @throws IllegalArgumentException if there is none
   */
  public static Contender open(String name, OpenOptions options) {
    for (ContenderFactory factory : factories()) {
      for (ContenderInfo contender : factory.contenders()) {
        if (contender.name().equals(name)) {
          return factory.open(contender, options);
        }
      }
    }
    throw new IllegalArgumentException("there is no contender " + name + " on the class path");
  }

  private static List<ContenderFactory> factories() {
    List<ContenderFactory> factories = new ArrayList<>();
    ServiceLoader.load(ContenderFactory.class).forEach(factories::add);
    factories.sort(
        (a, b) ->
            Boolean.compare(a instanceof KeygraphContenders, b instanceof KeygraphContenders) * -1);
    return factories;
  }
}
