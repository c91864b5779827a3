package dev.keygraph.cli;

import dev.keygraph.cli.index.IndexListener;
import dev.keygraph.cli.index.UnitPaths;
import dev.keygraph.cli.index.UnitReader;
import dev.keygraph.compare.code.CodeSource;
import dev.keygraph.graph.UnitContent;
import java.nio.file.Path;
import java.util.List;
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
}
