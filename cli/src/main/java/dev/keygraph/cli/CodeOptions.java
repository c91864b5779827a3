package dev.keygraph.cli;

import dev.keygraph.cli.index.ClassFiles;
import dev.keygraph.cli.index.Sources;
import dev.keygraph.cli.index.UnitPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which code a command is about. */
final class CodeOptions {
  private static final String ALL_MODULES = "*";

  @Option(
      names = "--jdk",
      arity = "0..1",
      fallbackValue = ALL_MODULES,
      paramLabel = "MODULE",
      description = "The running JDK: all modules, or those named (java.base,java.sql).")
  private List<String> jdk = new ArrayList<>();

  @Parameters(paramLabel = "PATH", description = "Directories, jars, class files.")
  private List<Path> paths = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private final Set<String> modules = new TreeSet<>();

  /**
   * Checks what was named; once, before anything else.
   *
   * @throws ParameterException if nothing was, or a module that there is not
   */
  void check() {
    findModules();
    if (modules.isEmpty() && paths.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Name a path, or --jdk.");
    }
  }

  /** Returns what was named as sources of class files. */
  List<ClassFiles> sources(UnitPaths unitPaths) {
    return Sources.of(modules, paths, unitPaths);
  }

  /** Returns what was named, in words: modules and paths. */
  List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    modules.forEach(module -> names.add("jdk:" + module));
    paths.forEach(path -> names.add(path.toString()));
    return List.copyOf(names);
  }

  /** An option with an optional value takes what follows it, even a path. */
  private void findModules() {
    List<String> known = jdk.isEmpty() ? List.of() : Sources.jdkModules();
    for (String value : jdk) {
      if (value.equals(ALL_MODULES)) {
        modules.addAll(known);
        continue;
      }
      for (String name : value.split(",", -1)) {
        if (known.contains(name)) {
          modules.add(name);
        } else if (Files.exists(Path.of(name))) {
          modules.addAll(known);
          paths.add(Path.of(name));
        } else {
          throw new ParameterException(
              spec.commandLine(), "The running JDK has no module " + name + ".");
        }
      }
    }
  }
}
