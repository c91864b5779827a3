package dev.keygraph.cli;

import dev.keygraph.cli.index.ClassFiles;
import dev.keygraph.cli.index.IndexListener;
import dev.keygraph.cli.index.Skipped;
import dev.keygraph.cli.index.UnitPaths;
import dev.keygraph.cli.index.UnitReader;
import dev.keygraph.compare.code.CodeFile;
import dev.keygraph.compare.code.CodeSource;
import dev.keygraph.graph.UnitContent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Class files, as the code of a comparison. */
final class ClassFileCode implements CodeSource {
  private final CodeOptions code;
  private final IndexListener listener;

  /**
   * The code that options name.
   *
   * @param code checked
   * @param listener told about what is left out
   */
  ClassFileCode(CodeOptions code, IndexListener listener) {
    this.code = code;
    this.listener = listener;
  }

  @Override
  public List<String> names() {
    return code.names();
  }

  @Override
  public void read(Consumer<? super UnitContent> sink) {
    UnitReader.read(code.sources(new UnitPaths(Path.of(""))), listener, sink);
  }

  @Override
  public List<CodeFile> files(Set<String> paths) {
    List<CodeFile> files = new ArrayList<>();
    Set<String> missing = new HashSet<>(paths);
    ClassFiles.Sink sink =
        new ClassFiles.Sink() {
          @Override
          public void classFile(String unitPath, byte[] bytes) {
            if (missing.remove(unitPath)) {
              files.add(new CodeFile(unitPath, bytes));
            }
          }

          @Override
          public void skipped(Skipped skipped) {
            // It was reported when the units were read.
          }

          @Override
          public void multiRelease(String archive) {
            // So was this.
          }
        };
    try {
      for (ClassFiles source : code.sources(new UnitPaths(Path.of("")))) {
        source.read(sink);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return files;
  }
}
