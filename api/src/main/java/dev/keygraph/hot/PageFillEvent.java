package dev.keygraph.hot;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A page that was built from the engine, in a recording of the flight recorder. */
@Name("dev.keygraph.PageFill")
@Label("Hot Tier Page Fill")
@Category("keygraph")
@StackTrace(false)
final class PageFillEvent extends Event {
  private static final PageFillEvent PROBE = new PageFillEvent();

  @Label("Family")
  String family = "";

  @Label("Page")
  int page;

  /** Begins such an event, or returns {@code null} if no recording wants it. */
  static @Nullable PageFillEvent start() {
    if (!PROBE.isEnabled()) {
      return null;
    }
    PageFillEvent event = new PageFillEvent();
    event.begin();
    return event;
  }
}
