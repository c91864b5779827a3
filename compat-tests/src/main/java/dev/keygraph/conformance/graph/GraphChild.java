package dev.keygraph.conformance.graph;

import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.StoreOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that replaces units, and says which versions were acknowledged, until it is killed. */
public final class GraphChild {
  static final int UNITS = 4;

  private GraphChild() {}

  /**
   * Runs until it is killed; started by the kit's tests.
   *
   * @param arguments class of the test, directory of the store, level, settings
   */
  public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
    Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    GraphConformance kit = (GraphConformance) constructor.newInstance();
    StoreOptions options =
        new StoreOptions(
            Path.of(arguments[1]),
            Durability.valueOf(arguments[2]),
            false,
            EngineSettings.ofArgument(arguments[3]));
    Graph graph = kit.newGraph(options).graph();
    // Unbuffered, so that what was said before a kill arrives.
    FileOutputStream output = new FileOutputStream(FileDescriptor.out);
    while (true) {
      UnitChanges.Builder changes = UnitChanges.builder();
      Units.versioned(UNITS, graph.version() + 1).forEach(changes::replace);
      long version = graph.writer().commit(changes.build());
      output.write((version + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
