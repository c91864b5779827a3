package dev.keygraph.cli.index;

import java.nio.file.Path;
import java.util.StringJoiner;

/**
 * Names units after files, however those were spelled: relative to a base directory for what lies
 * below it, else absolute; always with {@code /}. So the same file is the same unit from whatever
 * directory it is indexed, and a project can be moved together with its store.
 */
public final class UnitPaths {
  private final Path base;

  /**
   * Names relative to {@code base}.
   *
   * @param base the directory in which the store lies
   */
  public UnitPaths(Path base) {
    this.base = base.toAbsolutePath().normalize();
  }

  /** Returns the name of a file; empty for the base directory itself. */
  String of(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (!absolute.startsWith(base)) {
      return joined(absolute);
    }
    String relative = absolute.equals(base) ? "" : joined(base.relativize(absolute));
    return isRelative(relative) ? relative : joined(absolute);
  }

  /**
   * Returns whether a unit's path is a file's name relative to the base: neither absolute nor with
   * a scheme, such as {@code jdk:}.
   */
  static boolean isRelative(String unitPath) {
    int slash = unitPath.indexOf('/');
    String first = slash < 0 ? unitPath : unitPath.substring(0, slash);
    return slash != 0 && first.indexOf(':') < 0;
  }

  private static String joined(Path path) {
    StringJoiner joiner = new StringJoiner("/");
    Path root = path.getRoot();
    if (root != null) {
      joiner.add(root.toString().replace('\\', '/').replaceAll("/+$", ""));
    }
    for (Path name : path) {
      joiner.add(name.toString());
    }
    return joiner.toString();
  }
}
