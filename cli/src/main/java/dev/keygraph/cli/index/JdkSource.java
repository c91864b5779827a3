package dev.keygraph.cli.index;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A module of the running JDK. Its units are named like {@code
 * jdk:java.base/java/lang/Object.class}.
 */
final class JdkSource implements ClassFiles {
  /** What the names of the units of all modules begin with. */
  static final String SCHEME = "jdk:";

  private final String module;
  private final int maxBytes;

  /**
   * The class files of a module.
   *
   * @param maxBytes the size of the largest class file that is read
   */
  JdkSource(String module, int maxBytes) {
    this.module = module;
    this.maxBytes = maxBytes;
  }

  /** Returns the names of all modules of the running JDK, sorted. */
  static List<String> modules() {
    try (Stream<Path> modules = Files.list(modulesDirectory())) {
      return modules.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("the modules of the running JDK are unreadable", e);
    }
  }

  @Override
  public boolean owns(String unitPath) {
    return unitPath.startsWith(prefix());
  }

  @Override
  public void read(Sink sink) throws InterruptedException {
    Path root = modulesDirectory().resolve(module);
    List<String> names;
    try (Stream<Path> files = Files.walk(root)) {
      names =
          files
              .map(file -> root.relativize(file).toString())
              .filter(name -> name.endsWith(".class"))
              .sorted()
              .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      sink.skipped(new Skipped(SCHEME + module, "unreadable: " + e.getMessage()));
      return;
    }
    for (String name : names) {
      byte[] bytes;
      try (InputStream stream = Files.newInputStream(root.resolve(name))) {
        bytes = ClassFiles.readAll(stream, maxBytes);
      } catch (IOException e) {
        sink.skipped(new Skipped(prefix() + name, "unreadable: " + e.getMessage()));
        continue;
      }
      sink.classFile(prefix() + name, bytes);
    }
  }

  private String prefix() {
    return SCHEME + module + "/";
  }

  private static Path modulesDirectory() {
    return FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
  }
}
