package dev.keygraph.query;

import org.jspecify.annotations.Nullable;

/**
 * Times one question after the other, for a listener and for the flight recorder. Where neither is
 * there, a question costs two branches.
 */
final class QuestionTimes {
  private final @Nullable QuestionListener listener;
  private String question = "";
  private long start;
  private @Nullable QuestionEvent event;

  QuestionTimes(@Nullable QuestionListener listener) {
    this.listener = listener;
  }

  void begin(String name) {
    question = name;
    if (listener != null) {
      start = System.nanoTime();
    }
    if (QuestionEvent.isWanted()) {
      event = new QuestionEvent();
      event.begin();
    }
  }

  void end(long edgesVisited) {
    QuestionEvent recorded = event;
    if (recorded != null) {
      event = null;
      recorded.end();
      if (recorded.shouldCommit()) {
        recorded.question = question;
        recorded.edgesVisited = edgesVisited;
        recorded.commit();
      }
    }
    if (listener != null) {
      listener.asked(question, System.nanoTime() - start, edgesVisited);
    }
  }
}
