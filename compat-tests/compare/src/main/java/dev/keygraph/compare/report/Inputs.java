package dev.keygraph.compare.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison ran on.
 *
 * @param sources what the user named: paths, modules of the JDK
 * @param units how many units there are
 * @param nodes how many symbols they define or mention
 * @param edges how many edges they state
 * @param lines how many lines of code they have, or {@code null} if that is not known
 * @param seed what the questions were picked with
 */
public record Inputs(
    List<String> sources, long units, long nodes, long edges, @Nullable Long lines, long seed) {

  /** Copies the sources. */
  public Inputs {
    sources = List.copyOf(sources);
  }
}
