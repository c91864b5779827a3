package dev.keygraph.kv;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A checkpoint of an engine that has them, in a recording of the flight recorder: what stands in
 * its log is written where it belongs. The engine begins it, and commits it when it is over.
 */
@Name("dev.keygraph.Checkpoint")
@Label("Checkpoint")
@Category("keygraph")
@Description("An engine wrote what stands in its log where it belongs")
@StackTrace(false)
public final class KvCheckpointEvent extends Event {
  @Label("Engine")
  private final String engine;

  @Label("Directory")
  private final String directory;

  /**
   * An event that has not begun.
   *
   * @param engine the engine's name
   * @param directory the engine's own directory, or a file in it
   */
  public KvCheckpointEvent(String engine, String directory) {
    this.engine = engine;
    this.directory = directory;
  }

  /** Returns the engine's name. */
  public String engine() {
    return engine;
  }

  /** Returns the engine's own directory. */
  public String directory() {
    return directory;
  }
}
