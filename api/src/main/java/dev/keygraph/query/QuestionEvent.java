package dev.keygraph.query;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;

/** A question that took longer than the threshold, in a recording of the flight recorder. */
@Name("dev.keygraph.Question")
@Label("Slow Question")
@Category("keygraph")
@Description("A question to a graph that took longer than the threshold")
@Threshold("10 ms")
final class QuestionEvent extends Event {
  private static final QuestionEvent PROBE = new QuestionEvent();

  @Label("Question")
  String question = "";

  @Label("Edges Visited")
  long edgesVisited;

  /** Returns whether a recording wants such events. */
  static boolean isWanted() {
    return PROBE.isEnabled();
  }
}
