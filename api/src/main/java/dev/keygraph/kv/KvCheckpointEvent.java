package dev.keygraph.kv;

import java.nio.file.Path;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A checkpoint, in a recording of the flight recorder: an engine makes durable what is not yet, or
 * writes what stands in its log where it belongs. The guard records those that a flush, a close or
 * a compaction asks for; an engine those that it decides on itself.
 */
@Name("dev.keygraph.Checkpoint")
@Label("Checkpoint")
@Category("keygraph")
@Description("An engine made commits durable, or wrote what stands in its log where it belongs")
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

  /**
   * Does some work, and records it unless it fails.
   *
   * @param engine the engine's name
   * @param directory the engine's own directory
   * @param work what is recorded
   */
  public static void record(String engine, Path directory, Runnable work) {
    KvCheckpointEvent event = new KvCheckpointEvent(engine, directory.toString());
    event.begin();
    work.run();
    event.commit();
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
