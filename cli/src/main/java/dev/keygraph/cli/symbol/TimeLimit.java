package dev.keygraph.cli.symbol;

import dev.keygraph.query.Completion;
import dev.keygraph.query.NodeSelection;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.QueryReport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time that all questions of one command have together. It begins when this is made. Not for
 * several threads.
 */
public final class TimeLimit {
  private final @Nullable Duration timeout;
  private final long begin = System.nanoTime();
  private boolean over;

  /**
   * Begins to count.
   *
   * @param timeout not negative; {@code null}: any time
   */
  public TimeLimit(@Nullable Duration timeout) {
    this.timeout = timeout;
  }

  /** Returns the limits of the next question: the time that is left. */
  public QueryLimits limits() {
    if (timeout == null) {
      return QueryLimits.none();
    }
    Duration left = timeout.minusNanos(System.nanoTime() - begin);
    return QueryLimits.none().timeout(left.isNegative() ? Duration.ZERO : left);
  }

  /** Remembers whether the time was over before an answer was whole. */
  public void note(QueryReport report) {
    over |= report.completion() == Completion.TIMEOUT;
  }

  /** Remembers the same of nodes, which are returned. */
  public NodeSelection noted(NodeSelection selection) {
    note(selection.report());
    return selection;
  }

  /** Returns whether the time was over before some answer was whole. */
  public boolean isOver() {
    return over;
  }
}
