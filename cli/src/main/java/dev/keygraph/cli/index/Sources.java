package dev.keygraph.cli.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Turns what a user named into sources of class files. */
public final class Sources {
  private Sources() {}

  /** Returns the names of the modules of the running JDK, sorted. */
  public static List<String> jdkModules() {
    return JdkSource.modules();
  }

  /**
   * Returns the sources: modules first, since their classes come before those of a class path. All
   * modules together are the JDK, which the units of modules that it no longer has belong to.
   *
   * @param modules names of modules of the running JDK, each of {@link #jdkModules()}
   * @param files directories, jars, class files
   * @param paths names the units of files
   * @param maxBytes the size of the largest class file that is read
   */
  public static List<ClassFiles> of(
      Set<String> modules, List<Path> files, UnitPaths paths, int maxBytes) {
    List<ClassFiles> sources = new ArrayList<>();
    for (String module : new TreeSet<>(modules)) {
      sources.add(new JdkSource(module, maxBytes));
    }
    if (!modules.isEmpty() && modules.containsAll(jdkModules())) {
      sources.add(new FormerModules());
    }
    for (Path file : files) {
      sources.add(new FileSource(file, paths, maxBytes));
    }
    return sources;
  }
}
