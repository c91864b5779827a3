package dev.keygraph.kv.guard;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The place where a snapshot was opened, as a stack trace for a log. */
final class SnapshotOrigin extends Throwable {
  private static final long serialVersionUID = 1L;

  /** What lies between the user's call and this class, beside the package of graphs. */
  private static final Set<String> OWN =
      Stream.of(GuardedStore.class, GuardedSnapshot.class, SnapshotWatch.class)
          .map(Class::getName)
          .collect(Collectors.toUnmodifiableSet());

  private static final String GRAPHS = "dev.keygraph.store.";

  SnapshotOrigin() {
    super("the snapshot was opened here");
  }

  /** Returns the line that opened it. */
  String place() {
    StackTraceElement[] frames = getStackTrace();
    for (StackTraceElement frame : frames) {
      String name = frame.getClassName();
      if (!OWN.contains(name) && !name.startsWith(GRAPHS)) {
        return frame.toString();
      }
    }
    return frames.length == 0 ? "an unknown place" : frames[frames.length - 1].toString();
  }
}
