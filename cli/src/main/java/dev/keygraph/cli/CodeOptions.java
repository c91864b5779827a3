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

  /** In MiB; an array has no room for more than twice as much. */
  private static final int LARGEST_MAX_CLASS_SIZE = 1024;

  @Option(
      names = "--jdk",
      arity = "0..1",
      fallbackValue = ALL_MODULES,
      paramLabel = "MODULE",
      description = "The running JDK: all modules, or those named (java.base,java.sql).")
  private List<String> jdk = new ArrayList<>();

  @Parameters(paramLabel = "PATH", description = "Directories, jars, class files.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--max-class-size",
      paramLabel = "MIB",
      defaultValue = "16",
      description = "Skip class files of more than this many MiB (default: ${DEFAULT-VALUE}).")
  private int maxClassSize;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private final Set<String> modules = new TreeSet<>();

  /**
   * Checks what was named; once, before anything else.
   *
   * @throws ParameterException if nothing was, or a module that there is not, or a bad limit
   */
  void check() {
    if (maxClassSize < 1 || maxClassSize > LARGEST_MAX_CLASS_SIZE) {
      throw new ParameterException(
          spec.commandLine(),
          "--max-class-size is 1 to " + LARGEST_MAX_CLASS_SIZE + ", not " + maxClassSize + ".");
    }
    findModules();
    if (modules.isEmpty() && paths.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Name a path, or --jdk.");
    }
  }

  /** Returns what was named as sources of class files. */
  List<ClassFiles> sources(UnitPaths unitPaths) {
    return Sources.of(modules, paths, unitPaths, maxClassSize << 20);
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
