package dev.keygraph.compare.code;

import dev.keygraph.graph.UnitContent;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The code that a user named. */
public interface CodeSource {
  /** Returns what was named, for the report. */
  List<String> names();

  /**
   * Reads all units, each path once, in an order that depends on the code alone.
   *
   * @param sink takes them, on the calling thread
   */
  void read(Consumer<? super UnitContent> sink);

  /**
   * Reads the files behind some units, as they are.
   *
   * @param paths the paths of the units
   * @return those that can still be read, in the order of {@link #read}; none where units have no
   *     files
   */
  List<CodeFile> files(Set<String> paths);
}
