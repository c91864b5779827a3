package dev.keygraph.compare.contender;

import dev.keygraph.compare.report.ContenderInfo;
import java.util.List;

/**
 * Knows contenders. Implementations have a public constructor without parameters, and are
 * registered in {@code META-INF/services/dev.keygraph.compare.contender.ContenderFactory}.
 */
public interface ContenderFactory {

  /** Returns the contenders that can run here, each with a name that no other one has. */
  List<ContenderInfo> contenders();

  /**
   * Opens a contender: what is in the directory, or an empty store.
   *
   * @param contender one of {@link #contenders()}
   * @return the contender, which the caller closes
   */
  Contender open(ContenderInfo contender, OpenOptions options);
}
