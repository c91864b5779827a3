package dev.keygraph.store;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A commit, in a recording of the flight recorder. */
@Name("dev.keygraph.Commit")
@Label("Commit")
@Category("keygraph")
@StackTrace(false)
final class CommitEvent extends Event {
  @Label("Version")
  long version;

  @Label("Edits")
  int edits;

  @Label("Longest Wait")
  @Timespan(Timespan.NANOSECONDS)
  long waited;
}
