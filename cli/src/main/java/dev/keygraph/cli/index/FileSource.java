package dev.keygraph.cli.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * A path that a user named: a directory, with all class files and jars below it; a jar; a class
 * file; or nothing at all, which is reported, and which its former units are gone from.
 */
final class FileSource implements ClassFiles {
  private final Path root;
  private final UnitPaths paths;
  private final int maxBytes;
  private final String name;

  /**
   * The class files of a path.
   *
   * @param maxBytes the size of the largest class file that is read
   */
  FileSource(Path root, UnitPaths paths, int maxBytes) {
    this.root = root;
    this.paths = paths;
    this.maxBytes = maxBytes;
    this.name = paths.of(root);
  }

  @Override
  public boolean owns(String unitPath) {
    return name.isEmpty()
        ? UnitPaths.isRelative(unitPath)
        : unitPath.equals(name)
            || unitPath.startsWith(name + "/")
            || unitPath.startsWith(Jars.prefix(name));
  }

  @Override
  public void read(Sink sink) throws InterruptedException {
    if (Files.isDirectory(root)) {
      readDirectory(sink);
    } else if (!Files.exists(root)) {
      sink.skipped(new Skipped(name, "no such file or directory"));
    } else {
      readFile(sink);
    }
  }

  private void readFile(Sink sink) throws InterruptedException {
    boolean jar;
    try {
      jar = Jars.looksLikeJar(root) || isNamed(root, ".jar");
    } catch (IOException e) {
      sink.skipped(new Skipped(name, reason(e)));
      return;
    }
    if (jar) {
      Jars.read(root, name, maxBytes, sink);
    } else if (UnreadArchives.isModuleFile(root.toString())) {
      sink.skipped(new Skipped(name, UnreadArchives.MODULE_FILE));
    } else {
      readClassFile(root, sink);
    }
  }

  private void readDirectory(Sink sink) throws InterruptedException {
    Walk walk = new Walk();
    try {
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
    } catch (IOException e) {
      walk.skipped.add(new Skipped(name, reason(e)));
    }
    walk.skipped.sort((a, b) -> a.path().compareTo(b.path()));
    for (Skipped skipped : walk.skipped) {
      sink.skipped(skipped);
    }
    walk.files.sort((a, b) -> paths.of(a).compareTo(paths.of(b)));
    for (Path file : walk.files) {
      if (isNamed(file, ".jar")) {
        Jars.read(file, paths.of(file), maxBytes, sink);
      } else {
        readClassFile(file, sink);
      }
    }
  }

  private void readClassFile(Path file, Sink sink) throws InterruptedException {
    byte[] bytes;
    try (InputStream stream = Files.newInputStream(file)) {
      bytes = ClassFiles.readAll(stream, maxBytes);
    } catch (IOException e) {
      sink.skipped(new Skipped(paths.of(file), reason(e)));
      return;
    }
    sink.classFile(paths.of(file), bytes);
  }

  private static boolean isNamed(Path file, String suffix) {
    return file.toString().endsWith(suffix);
  }

  /** Whatever is unreadable is named already, and the message of these is the name alone. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : "unreadable: " + e.getMessage();
  }

  /** Finds the class files and jars below a directory. */
  private final class Walk extends SimpleFileVisitor<Path> {
    final List<Path> files = new ArrayList<>();
    final List<Skipped> skipped = new ArrayList<>();

    /** No JVM loads what lies below META-INF of a directory: versions are a thing of jars. */
    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return directory.equals(root.resolve(Jars.META_INF))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!attributes.isRegularFile()) {
        return FileVisitResult.CONTINUE;
      }
      if (isNamed(file, ".class") || isNamed(file, ".jar")) {
        files.add(file);
      } else {
        UnreadArchives.reason(file.toString())
            .ifPresent(reason -> skipped.add(new Skipped(paths.of(file), reason)));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      // A link to a directory above: what lies there is found anyway.
      if (!(e instanceof FileSystemLoopException)) {
        skipped.add(new Skipped(paths.of(file), reason(e)));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path directory, @org.jspecify.annotations.Nullable IOException e) {
      if (e != null) {
        skipped.add(new Skipped(paths.of(directory), reason(e)));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
