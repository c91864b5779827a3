package dev.keygraph.cli.index;

import dev.keygraph.graph.UnitContent;
import org.jspecify.annotations.Nullable;

/** What became of one file that claimed to be a class file. */
sealed interface Outcome {

  /**
   * It could be read.
   *
   * @param path its unit's path
   * @param definedName what it defines
   * @param bytes its size
   * @param content what it says, or {@code null} where that is what the graph holds already
   */
  record Read(String path, String definedName, int bytes, @Nullable UnitContent content)
      implements Outcome {}

  /** It could not be read, or something else was left out. */
  record Left(Skipped skipped) implements Outcome {}

  /** There are no more. */
  record End() implements Outcome {}
}
