package dev.keygraph.bench;

import dev.keygraph.compare.code.CodeFile;
import dev.keygraph.compare.code.CodeFormat;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Changed class files, and what is done between a save and the first answer that shows it: a file
 * gets another function each time, which calls one that was there before.
 */
final class ClassFileSaves {
  private static final String MODULE = "java.base/";
  private static final String PACKAGE = "java/util";

  private final CodeFormat format = ServiceLoader.load(CodeFormat.class).findFirst().orElseThrow();
  private final List<CodeFile> files = new ArrayList<>();

  /** The files of a package of this JVM's own, by the paths of their units. */
  ClassFileSaves() {
    Path directory =
        FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules", MODULE, PACKAGE);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.class")) {
      for (Path file : found) {
        String path = "jdk:" + MODULE + PACKAGE + "/" + file.getFileName();
        CodeFile code = new CodeFile(path, Files.readAllBytes(file));
        if (canChange(code)) {
          files.add(code);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean canChange(CodeFile file) {
    try {
      format.change(file.bytes(), 0);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A changed file, and the symbol of the function that it got. */
  record Saved(CodeFile file, String added) {}

  /** Returns a changed file; another one for each number. */
  Saved save(int number) {
    CodeFile file = files.get(number % files.size());
    byte[] changed = format.change(file.bytes(), number);
    return new Saved(new CodeFile(file.path(), changed), format.added(file.bytes(), number));
  }

  /** Returns what a file says. */
  UnitContent parse(Saved saved) {
    return format.parse(saved.file().path(), saved.file().bytes());
  }

  /** Takes a file into the graph, and asks what its new function calls. */
  void takeIn(Saved saved, Graph graph) {
    graph.writer().commit(UnitChanges.builder().replace(parse(saved)).build());
    try (GraphSnapshot snapshot = graph.snapshot()) {
      int added = snapshot.node(saved.added());
      long callees =
          GraphQueries.over(snapshot)
              .callees(added, QueryLimits.none(), node -> true)
              .edgesVisited();
      if (callees == 0) {
        throw new IllegalStateException(saved.added() + " calls nothing");
      }
    }
  }
}
